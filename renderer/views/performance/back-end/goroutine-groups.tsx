// View: a goroutine dump: groups that stand at the same place, the largest first; each opens to its frames.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { GoroutineGroup, ProfileFrame, ProfileRecord } from '../../../../main/model/profile.ts';
import { openInEditor } from '../../../frame/actions.ts';
import { formatCount, formatShare, NONE } from '../../../kit/format.ts';
import { Icon } from '../../../kit/icon.tsx';
import { frameName, shortFunction, tellingFrame } from './profile-figures.ts';

/** Go tells waits in whole minutes. */
const MINUTE_MS = 60_000;

export function GoroutineGroups({ profile }: { readonly profile: ProfileRecord }) {
  const { t } = useTranslation('metrics');
  const listed = profile.groups.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <p className="dim">
        {t('groups', { groups: formatCount(profile.groups.length), goroutines: formatCount(profile.total) })}
        {listed < profile.total && ` ${t('groupsLeft', { left: formatCount(profile.total - listed) })}`}
      </p>
      <ul className="groups" aria-label={t('kind.goroutine')}>
        {profile.groups.map((group, index) => (
          <Group key={index} group={group} total={profile.total} />
        ))}
      </ul>
    </>
  );
}

function Group({ group, total }: { readonly group: GoroutineGroup; readonly total: number }) {
  const { t } = useTranslation('metrics');
  const [open, setOpen] = useState(false);
  const top = tellingFrame(group.frames);
  return (
    <li>
      <button type="button" className="group" aria-expanded={open} onClick={() => setOpen(!open)}>
        <Icon name={open ? 'down' : 'right'} small />
        <b className="num">{formatCount(group.count)}</b>
        <span className="share" aria-hidden="true">
          <i style={{ width: `${(group.count / Math.max(1, total)) * 100}%` }} />
        </span>
        <span className="unseen">{formatShare(group.count / Math.max(1, total))}</span>
        <span className="state">{group.state}</span>
        <span className="num dim">
          {group.waitMs === undefined ? NONE : t('minutes', { count: Math.round(group.waitMs / MINUTE_MS) })}
        </span>
        <span className="mono cut">{top ? shortFunction(top.functionName) : t('noFrames')}</span>
        <span className="dim mono">{top ? frameName(top) : ''}</span>
      </button>
      {open && (
        <div className="groupframes">
          <p className="dim">{t('ids', { ids: group.ids.join(', ') })}</p>
          <ol>
            {group.frames.map((frame, index) => (
              <FrameLine key={index} frame={frame} />
            ))}
            {group.createdBy && <FrameLine frame={group.createdBy} before={t('createdBy')} />}
          </ol>
        </div>
      )}
    </li>
  );
}

/** A call, and a button that opens it where its file is told. */
export function FrameLine({ frame, before }: { readonly frame: ProfileFrame; readonly before?: string }) {
  const { t } = useTranslation('metrics');
  const { file, line } = frame;
  return (
    <li className="callframe">
      {before !== undefined && <span className="dim">{before} </span>}
      <span className="mono">{frame.functionName}</span>{' '}
      {file !== undefined && line !== undefined && (
        <button
          type="button"
          className="link mono"
          title={t('open', { place: `${file}:${line}` })}
          onClick={() => openInEditor(file, line)}
        >
          {frameName(frame)}
        </button>
      )}
    </li>
  );
}
