// Renderer frame: views with counts, sources with their health, the budget.
import { useTranslation } from 'react-i18next';
import { formatCount, formatSize } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { Mark, type MarkShape, type MarkTone } from '../kit/mark.tsx';
import { selectErrorIndex } from '../store/error-index.ts';
import { standingError } from '../store/hmr-records.ts';
import { selectSources } from '../store/selectors.ts';
import type { SessionState } from '../store/session-state.ts';
import type { Health, Source } from '../store/sources.ts';
import { TARGET_ROUTE } from '../store/sources.ts';
import { useSession } from '../store/session-store.ts';
import { setScope, setView, useView, type ViewName } from '../store/view-store.ts';
import { viewShortcut } from './actions.ts';
import { LogFiles } from './log-files.tsx';
import { Pages } from './pages.tsx';
import { Processes } from './processes.tsx';
import { useCalm } from './counts.ts';

const LISTED = ['traffic', 'sockets', 'hmr', 'errors', 'logs', 'traces', 'performance'] as const;

const HEALTH: Readonly<Record<Health, { readonly shape: MarkShape; readonly tone: MarkTone }>> = {
  quiet: { shape: 'dashed', tone: 'pending' },
  well: { shape: 'dot', tone: 'ok' },
  failing: { shape: 'square', tone: 'server' },
  down: { shape: 'cross', tone: 'server' },
};

const readCounts = (state: SessionState) =>
  [
    state.foldedRows + state.rows.length,
    state.totals.sockets,
    state.foldedHmr + state.hmr.length,
    standingError(state.hmr) ? 'broken' : 'well',
    selectErrorIndex(state).groups.length,
    state.telemetry?.logs.total ?? 0,
  ].join(' ');

export function Side() {
  const { t } = useTranslation('frame');
  const [rows = '0', sockets = '0', hmr = '0', build = 'well', errors = '0', logs = '0'] =
    useCalm(readCounts).split(' ');
  const counts: Readonly<Partial<Record<ViewName, string>>> = {
    traffic: formatCount(Number(rows)),
    sockets: formatCount(Number(sockets)),
    hmr: formatCount(Number(hmr)),
    errors: formatCount(Number(errors)),
    logs: formatCount(Number(logs)),
  };
  return (
    <nav className="side" aria-label={t('views')} data-region="side">
      <ul className="nav">
        {LISTED.map((view) => (
          <li key={view}>
            <NavLink
              view={view}
              count={counts[view]}
              alarm={view === 'hmr' && build === 'broken' ? t('broken') : undefined}
              trouble={view === 'errors' && errors !== '0'}
            />
          </li>
        ))}
      </ul>
      <Sources />
      <Processes />
      <LogFiles />
      <Pages />
      <ul className="nav last">
        <li>
          <NavLink view="settings" count={undefined} alarm={undefined} trouble={false} />
        </li>
      </ul>
      <Budget />
    </nav>
  );
}

interface NavLinkProps {
  readonly view: ViewName;
  readonly count: string | undefined;
  /** What is wrong there now. */
  readonly alarm: string | undefined;
  /** What it counts is trouble. */
  readonly trouble: boolean;
}

function NavLink({ view, count, alarm, trouble }: NavLinkProps) {
  const { t } = useTranslation('common');
  const current = useView((state) => state.view === view);
  const name = t(`view.${view}`);
  return (
    <button
      type="button"
      className={['navlink', current ? 'on' : '', alarm === undefined && !trouble ? '' : 'alert'].join(' ').trim()}
      title={[`${name} (${viewShortcut(view)})`, alarm].filter(Boolean).join(': ')}
      aria-current={current ? 'page' : undefined}
      onClick={() => setView(view)}
    >
      <Icon name={view} />
      <span className="l">{name}</span>
      {(count !== undefined || alarm !== undefined) && (
        <span className="n">
          {alarm !== undefined && <Mark shape="cross" tone="server" label={alarm} />}
          {trouble && <Mark shape="square" tone="server" />}
          {count}
        </span>
      )}
    </button>
  );
}

function Sources() {
  const { t } = useTranslation('frame');
  const sources = useCalm(selectSources);
  const scope = useView((state) => state.scope);
  return (
    <div className="srcs">
      <h2 id="sources">{t('sources')}</h2>
      <ul aria-labelledby="sources">
        {sources.map((source) => (
          <li key={source.route}>
            <SourceButton source={source} chosen={scope === source.route} />
          </li>
        ))}
      </ul>
      {sources.length === 0 && <p className="src l dim">{t('noSources')}</p>}
    </div>
  );
}

function SourceButton({ source, chosen }: { readonly source: Source; readonly chosen: boolean }) {
  const { t } = useTranslation('frame');
  const look = HEALTH[source.health];
  const name = source.route === TARGET_ROUTE ? t('target') : source.route;
  const health = t(`health.${source.health}`);
  return (
    <button
      type="button"
      className={chosen ? 'src on' : 'src'}
      aria-pressed={chosen}
      title={`${name} → ${source.target}: ${health}`}
      onClick={() => setScope(chosen ? null : source.route)}
    >
      <Mark shape={look.shape} tone={look.tone} />
      <span className="unseen">{`${name}, ${source.target}, ${health}`}</span>
      <b className="cut" aria-hidden="true">
        {name}
      </b>
      <span className="n cut" aria-hidden="true">
        {source.target}
      </span>
    </button>
  );
}

function Budget() {
  const { t } = useTranslation('frame');
  const kept = useSession((state) => state.status?.keptBytes);
  const budget = useSession((state) => state.status?.budgetBytes);
  if (kept === undefined || budget === undefined) return null;
  const share = budget > 0 ? Math.min(1, kept / budget) : 0;
  return (
    <div className="budget" title={t('budgetHint')}>
      {t('budget', { kept: formatSize(kept), budget: formatSize(budget) })}
      <div className={share > 0.9 ? 'meter full' : 'meter'}>
        <i style={{ width: `${share * 100}%` }} />
      </div>
    </div>
  );
}
