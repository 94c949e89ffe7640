// View: profiles: taking one, the list of those taken, and the one that is looked at.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PROFILE_KINDS, type ProfileRecord } from '../../../../main/model/profile.ts';
import { takeProfile } from '../../../frame/actions.ts';
import { Button } from '../../../kit/button.tsx';
import { formatTime } from '../../../kit/format.ts';
import { formatMetric } from '../../../store/metric-units.ts';
import { useSession } from '../../../store/session-store.ts';
import { CostTable } from './cost-table.tsx';
import { GoroutineGroups } from './goroutine-groups.tsx';
import { profileUnit } from './profile-figures.ts';
import { useProfiles } from './use-profiles.ts';

export function ProfilePanel() {
  const { t } = useTranslation('metrics');
  const targets = useSession((state) =>
    state.workspace?.mode === 'live' ? state.workspace.telemetry?.pprof : undefined,
  );
  const profiles = useProfiles();
  const [chosen, setChosen] = useState<string | null>(null);
  const shown = profiles.find(({ id }) => id === chosen) ?? profiles[0];
  if ((targets ?? []).length === 0 && profiles.length === 0) return null;
  return (
    <section className="profiles" aria-label={t('profiles')}>
      <header className="backhead">
        <h2 className="med">{t('profiles')}</h2>
        {(targets ?? []).map(({ target, url }) => (
          <TakeButtons key={`${target} ${url}`} target={target} onTaken={() => setChosen(null)} />
        ))}
      </header>
      {shown && (
        <div className="profilebox">
          <ProfileList profiles={profiles} shown={shown} onChoose={setChosen} />
          <ProfileView key={shown.id} profile={shown} />
        </div>
      )}
      {!shown && <p className="dim profilehint">{t('noProfiles')}</p>}
    </section>
  );
}

function TakeButtons({ target, onTaken }: { readonly target: string; readonly onTaken: () => void }) {
  const { t } = useTranslation('metrics');
  const [busy, setBusy] = useState(false);
  const take = async (kind: (typeof PROFILE_KINDS)[number]) => {
    setBusy(true);
    if (await takeProfile(target, kind)) onTaken();
    setBusy(false);
  };
  return (
    <span className="take" role="group" aria-label={t('take', { target })}>
      <span className="dim">{target}</span>
      {PROFILE_KINDS.map((kind) => (
        <Button key={kind} disabled={busy} onClick={() => void take(kind)}>
          {t(`kind.${kind}`)}
        </Button>
      ))}
      {busy && <span className="dim">{t('taking')}</span>}
    </span>
  );
}

interface ListProps {
  readonly profiles: readonly ProfileRecord[];
  readonly shown: ProfileRecord;
  readonly onChoose: (id: string) => void;
}

function ProfileList({ profiles, shown, onChoose }: ListProps) {
  const { t } = useTranslation('metrics');
  return (
    <ul className="profilelist" aria-label={t('taken')}>
      {profiles.map((profile) => (
        <li key={profile.id}>
          <button
            type="button"
            className={profile === shown ? 'on' : ''}
            aria-pressed={profile === shown}
            onClick={() => onChoose(profile.id)}
          >
            <span className="med">{t(`kind.${profile.kind}`)}</span>
            <span className="dim">{formatTime(profile.at)}</span>
            <span className="cut">{profile.target}</span>
            <span className="num">
              {profile.fault ? t('unreadable') : formatMetric(...profileUnit(profile, profile.total))}
            </span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function ProfileView({ profile }: { readonly profile: ProfileRecord }) {
  const { t } = useTranslation('metrics');
  const what = `${t(`kind.${profile.kind}`)} ${formatTime(profile.at)}`;
  return (
    <div className="profileview" role="region" aria-label={what}>
      {profile.fault && <p>{profile.fault.message}</p>}
      {profile.kind === 'goroutine' && !profile.fault && <GoroutineGroups profile={profile} />}
      {profile.kind !== 'goroutine' && !profile.fault && <CostTable profile={profile} />}
    </div>
  );
}
