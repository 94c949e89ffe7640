// View: the source-map check of a script or style sheet: what was tried, what failed and why, and the sources it names.
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../main/model/exchange.ts';
import type { MapCheck, MapStep } from '../../../main/model/source-frame.ts';
import { openInEditor } from '../../frame/actions.ts';
import { formatCount } from '../../kit/format.ts';
import { Mark } from '../../kit/mark.tsx';
import { source } from '../../store/commands.ts';
import { useSession } from '../../store/session-store.ts';
import { shortPath } from '../hmr/hmr-subject.ts';
import { useAnswer, useLate } from './use-answer.ts';

/** Sources listed at most. */
const MAX_SOURCES = 500;

/** The Source map tab. */
export function SourceMapTab({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation('detail');
  const link = useSession((state) => state.link);
  // What had been served by then counts, this very answer with it.
  const at = exchange.startedAt + Math.max(0, exchange.timings.total);
  const answer = useAnswer(exchange.id, `${link} ${exchange.state}`, () => source('checkMap', exchange.url, at));
  const late = useLate(answer.busy && answer.value === undefined);
  if (answer.value) return <Check check={answer.value} />;
  return (
    <p className="calm" role="status">
      {answer.error === undefined ? late && t('map.loading') : t('map.failed', { message: answer.error })}
    </p>
  );
}

function Check({ check }: { readonly check: MapCheck }) {
  const { t } = useTranslation('detail');
  const failed = check.steps.filter(({ code }) => code !== undefined);
  const found = check.sources.filter(({ path }) => path !== undefined).length;
  const verdict = check.sources.length === 0 ? 'none' : failed.length > 0 ? 'faulty' : found > 0 ? 'well' : 'unplaced';
  return (
    <div className="detail-cols scroll">
      <div className="padded" tabIndex={0} role="region" aria-label={t('map.verdict')}>
        <h3 className="cap">{t('map.verdict')}</h3>
        <p className="say">
          {t(`map.is.${verdict}`, {
            count: check.sources.length,
            shown: formatCount(check.sources.length),
            found: formatCount(found),
          })}
        </p>
        <h3 className="cap gap-above">{t('map.steps')}</h3>
        <ol className="map-steps" aria-label={t('map.steps')}>
          {check.steps.map((step, index) => (
            <StepLine key={index} step={step} />
          ))}
        </ol>
        {check.mapUrl !== undefined && (
          <dl className="kv gap-above">
            <dt>{t('map.url')}</dt>
            <dd className="mono wrap">{check.mapUrl.startsWith('data:') ? t('map.inline') : check.mapUrl}</dd>
          </dl>
        )}
      </div>
      <div className="padded">
        <h3 className="cap">
          {t('map.sources', { count: check.sources.length, shown: formatCount(check.sources.length) })}
        </h3>
        <Sources check={check} />
      </div>
    </div>
  );
}

function StepLine({ step }: { readonly step: MapStep }) {
  const { t } = useTranslation('detail');
  return (
    <li>
      {step.ok ? (
        <Mark shape="dot" tone="ok" label={t('map.ok')} />
      ) : step.code === undefined ? (
        // A place that has nothing is no fault while another has it.
        <Mark shape="dashed" tone="pending" label={t('map.nothing')} />
      ) : (
        <Mark shape="cross" tone="server" label={t('map.notOk')} />
      )}
      <span className="med">{t(`map.step.${step.step}`)}</span>
      <span className="wrap">
        {step.detail} {step.code !== undefined && <span className="mono dim">{step.code}</span>}
      </span>
    </li>
  );
}

function Sources({ check }: { readonly check: MapCheck }) {
  const { t } = useTranslation('detail');
  if (check.sources.length === 0) return <p className="dim">{t('map.noSources')}</p>;
  return (
    <>
      <table className="fields map-sources">
        <thead>
          <tr>
            <th scope="col">{t('map.source')}</th>
            <th scope="col">{t('map.content')}</th>
            <th scope="col">{t('map.file')}</th>
          </tr>
        </thead>
        <tbody>
          {check.sources.slice(0, MAX_SOURCES).map(({ source: name, path, hasContent, ignored }) => (
            <tr key={name} className={ignored ? 'dim' : undefined}>
              <th scope="row" className="mono" title={name}>
                {shortPath(name)}
              </th>
              <td>{t(hasContent ? 'map.hasContent' : 'map.noContent')}</td>
              <td>
                {path === undefined ? (
                  t('map.noFile')
                ) : (
                  <button type="button" className="link mono" title={path} onClick={() => openInEditor(path, 1)}>
                    {shortPath(path)}
                  </button>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {check.sources.length > MAX_SOURCES && (
        <p className="dim">{t('map.more', { shown: formatCount(check.sources.length - MAX_SOURCES) })}</p>
      )}
    </>
  );
}
