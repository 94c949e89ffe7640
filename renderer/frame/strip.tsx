// Renderer frame: the overview strip: requests and sockets of the whole session on one axis, with the brush and the thread.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../kit/button.tsx';
import { formatClock, formatCount, formatDuration } from '../kit/format.ts';
import { toPercent, toTicks } from '../store/axis.ts';
import { logPages } from '../store/log-list.ts';
import { recordById } from '../store/record-list.ts';
import { selectErrorMarks, selectHmrMarks, selectStrip, shownSpan } from '../store/selectors.ts';
import { rowById, type SessionState } from '../store/session-state.ts';
import { useSession } from '../store/session-store.ts';
import type { HmrMark } from '../store/strip-hmr.ts';
import type { Span, StripData } from '../store/strip.ts';
import { useMetricCount } from '../store/use-metrics.ts';
import { setPreferences, useTable, useView, type ViewName } from '../store/view-store.ts';
import { useCalm } from './counts.ts';
import { LogBarsLane } from './log-bars.tsx';
import { BrushLayer } from './brush-layer.tsx';
import { MetricsLane } from './metrics-lane.tsx';
import { ErrorLane, HmrLane, LifelineLane, RequestLane } from './strip-lanes.tsx';

/** Ticks named on the axis, at most. */
const TICKS = 10;

const readLatest = (state: SessionState) => state.latestAt;

export function Strip() {
  const { t } = useTranslation('frame');
  const data = useCalm(selectStrip);
  const metrics = useHasMetrics();
  const others = useSession(
    (state) =>
      [state.hmr.length, state.errors.length, state.telemetry?.logs.total ?? 0].filter((count) => count > 0).length,
  );
  const lanes = others + (metrics ? 1 : 0);
  const folded = useView((state) => state.stripFolded);
  const label = data
    ? t('strip.label', { from: formatClock(data.span.from), to: formatClock(data.span.to) })
    : t('strip.empty');
  return (
    <section
      className={['strip', folded ? 'folded' : '', lanes > 0 ? `more-${lanes}` : ''].join(' ').trim()}
      aria-label={label}
      data-region="strip"
    >
      <div className="corner">
        <IconButton
          icon={folded ? 'right' : 'down'}
          label={t(folded ? 'strip.unfold' : 'strip.fold')}
          aria-expanded={!folded}
          className="small"
          onClick={() => setPreferences({ stripFolded: !folded })}
        />
      </div>
      {data ? <StripBody data={data} folded={folded} /> : <EmptyStrip folded={folded} />}
    </section>
  );
}

/** Whether there is a lane for metrics. */
function useHasMetrics(): boolean {
  const count = useMetricCount();
  return useView((state) => state.stripMetrics) && count > 0;
}

function EmptyStrip({ folded }: { readonly folded: boolean }) {
  const { t } = useTranslation('frame');
  return (
    <>
      <div className="axis">
        <span>{t('strip.empty')}</span>
      </div>
      {!folded && (
        <>
          <div className="labels">
            <span>{t('lane.requests')}</span>
            <span>{t('lane.sockets')}</span>
          </div>
          <div className="lanes">
            <div className="lane tall" />
            <div className="lane" />
          </div>
        </>
      )}
    </>
  );
}

function StripBody({ data, folded }: { readonly data: StripData; readonly folded: boolean }) {
  const { t } = useTranslation('frame');
  const latestAt = useCalm(readLatest);
  const hmr = useCalm(selectHmrMarks);
  const errors = useCalm(selectErrorMarks);
  const logs = useSession((state) => (state.telemetry?.logs.total ?? 0) > 0);
  const metrics = useHasMetrics();
  const brush = useView((state) => state.brush);
  const shown = shownSpan(brush, latestAt);
  const ticks = toTicks(data.span, TICKS);
  const requests = data.bars.reduce((sum, bar) => sum + bar.all, 0);
  const failed = data.bars.reduce((sum, bar) => sum + bar.client + bar.server, 0);
  return (
    <>
      <div className="axis">
        {ticks
          .filter((at) => !isCovered(at, shown, data.span))
          .map((at) => (
            <span
              key={at}
              style={{ left: `${toPercent(at, data.span)}%` }}
              className={nearEnd(at, data.span) ? 'last' : ''}
            >
              {formatClock(at)}
            </span>
          ))}
        {shown && (
          <div className="brushlabel" style={{ left: `${clampLabel(shown, data.span)}%` }}>
            {formatDuration(shown.to - shown.from)}
          </div>
        )}
      </div>
      {!folded && (
        <>
          <div className="labels">
            <span>{t('lane.requests')}</span>
            {data.lifelines.length > 0 && <span>{t('lane.sockets')}</span>}
            {hmr && <span>{t('lane.hmr')}</span>}
            {errors && <span>{t('lane.errors')}</span>}
            {logs && <span>{t('lane.logs')}</span>}
            {metrics && <span>{t('metrics:title')}</span>}
          </div>
          <div className="lanes">
            <div className="grid-v" aria-hidden="true">
              {ticks.map((at) => (
                <i key={at} style={{ left: `${toPercent(at, data.span)}%` }} />
              ))}
            </div>
            <div
              className="lane tall"
              role="img"
              aria-label={t('lane.requestsLabel', { requests: formatCount(requests), failed: formatCount(failed) })}
            >
              <RequestLane data={data} />
            </div>
            {data.lifelines.length > 0 && (
              <div className="lane" role="img" aria-label={t('lane.socketsLabel', { count: data.lifelines.length })}>
                <LifelineLane data={data} />
              </div>
            )}
            {hmr && (
              <div className="lane" role="img" aria-label={hmrLabel(hmr, t)}>
                <HmrLane marks={hmr} span={data.span} />
              </div>
            )}
            {errors && (
              <div className="lane" role="img" aria-label={t('lane.errorsLabel', { count: errors.length })}>
                <ErrorLane marks={errors} span={data.span} />
              </div>
            )}
            {logs && <LogBarsLane span={data.span} />}
            {metrics && <MetricsLane span={data.span} />}
            <Thread span={data.span} />
            <BrushLayer span={data.span} latestAt={latestAt} shown={shown} />
          </div>
        </>
      )}
    </>
  );
}

/** The HMR lane in words. */
function hmrLabel(marks: readonly HmrMark[], t: TFunction<'frame'>): string {
  const count = (look: HmrMark['look']) => formatCount(marks.filter((mark) => mark.look === look).length);
  return t('lane.hmrLabel', { applied: count('applied'), reloads: count('reload'), errors: count('error') });
}

/** The line through the selected record's start. */
function Thread({ span }: { readonly span: Span }) {
  const view = useView((state) => state.view);
  const { selectedId } = useTable(view);
  const startedAt = useSession((state) => selectedAt(state, view, selectedId));
  if (startedAt === undefined) return null;
  return <i className="thread" style={{ left: `${toPercent(startedAt, span)}%` }} />;
}

function selectedAt(state: SessionState, view: ViewName, id: string | null): number | undefined {
  switch (view) {
    case 'hmr':
      return recordById(state.hmr, id)?.at;
    case 'errors':
      return recordById(state.errors, id)?.at;
    case 'logs':
      return logPages.record(id)?.at;
    case 'traces':
      return undefined;
    default:
      return rowById(state, id)?.startedAt;
  }
}

/** Shares of the axis, in parts per hundred, that the brush's label takes to the left and right of its middle. */
const LABEL_REACH = { left: 7, right: 3 };

/** Whether a tick's name would lie under the brush's label. */
function isCovered(at: number, shown: Span | null, span: Span): boolean {
  if (!shown) return false;
  const distance = toPercent(at, span) - clampLabel(shown, span);
  return distance > -LABEL_REACH.left && distance < LABEL_REACH.right;
}

function nearEnd(at: number, span: Span): boolean {
  return toPercent(at, span) > 95;
}

function clampLabel(shown: Span, span: Span): number {
  return Math.min(97, Math.max(3, toPercent((shown.from + shown.to) / 2, span)));
}
