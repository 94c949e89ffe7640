// Renderer view: nothing is recorded yet: found servers, recent sessions, the demo, another address.
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { StartPage } from '../../../main/model/protocol.ts';
import { beginDemo, changeTarget, MOD } from '../../frame/actions.ts';
import { Button } from '../../kit/button.tsx';
import { startPage } from '../../store/commands.ts';
import { useSession } from '../../store/session-store.ts';
import { AddressForm } from './address-form.tsx';
import { FoundServers } from './found-servers.tsx';
import { RecentSessions } from './recent-sessions.tsx';

export function StartView() {
  const { t } = useTranslation('start');
  const live = useSession((state) => state.link === 'live');
  const [page, setPage] = useState<StartPage | null>(null);
  const [looking, setLooking] = useState(true);
  const [failed, setFailed] = useState(false);

  const look = useCallback(() => {
    startPage().then(
      (found) => {
        setPage(found);
        setFailed(false);
        setLooking(false);
      },
      () => {
        setFailed(true);
        setLooking(false);
      },
    );
  }, []);

  useEffect(() => {
    if (live) look();
  }, [live, look]);

  return (
    <div className="start">
      <div className="startbox">
        <h1>{t('title')}</h1>
        <p className="say mid">{t('lead')}</p>
        <div className="startcols">
          <div>
            <FoundServers
              servers={page?.servers}
              looking={looking}
              failed={failed}
              onLook={() => {
                setLooking(true);
                look();
              }}
              onOpen={changeTarget}
            />
            <RecentSessions sessions={page?.recentSessions ?? []} />
          </div>
          <div className="startside">
            {page?.demoAvailable && (
              <section className="card" aria-labelledby="demo">
                <div className="in">
                  <h2 id="demo" className="med">
                    {t('demo')}
                  </h2>
                  <p className="mid">{t('demoText')}</p>
                  <Button icon="play" onClick={beginDemo}>
                    {t('demoStart')}
                  </Button>
                </div>
              </section>
            )}
            <section className="card" aria-labelledby="another">
              <div className="in">
                <h2 id="another" className="med">
                  {t('another')}
                </h2>
                <AddressForm action={t('open')} onAddress={changeTarget} />
                {(page?.recentTargets.length ?? 0) > 0 && (
                  <ul className="targets" aria-label={t('recentTargets')}>
                    {page?.recentTargets.map((target) => (
                      <li key={target}>
                        <button type="button" className="link mono cut" onClick={() => changeTarget(target)}>
                          {target}
                        </button>
                      </li>
                    ))}
                  </ul>
                )}
              </div>
            </section>
            <section className="card" aria-labelledby="terminal">
              <div className="in">
                <h2 id="terminal" className="med">
                  {t('terminal')}
                </h2>
                <pre className="code">{'throughline localhost:5173 \\\n  --route /api=http://127.0.0.1:8080'}</pre>
              </div>
            </section>
          </div>
        </div>
        <div className="legend starthints">
          <span>
            <kbd>{MOD} K</kbd> {t('hintCommands')}
          </span>
          <span>
            <kbd>?</kbd> {t('hintKeys')}
          </span>
        </div>
      </div>
    </div>
  );
}
