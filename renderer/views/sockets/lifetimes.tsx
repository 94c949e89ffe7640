// View: when each path's connections lived, on one axis.
import { useTranslation } from 'react-i18next';
import { formatClock } from '../../kit/format.ts';
import { toLifelines, type ConnectionRow } from './connection-rows.ts';

interface LifetimesProps {
  readonly rows: readonly ConnectionRow[];
  readonly now: number;
}

/** The latest lifelines; nothing without connections. */
export function Lifetimes({ rows, now }: LifetimesProps) {
  const { t } = useTranslation('sockets');
  const lines = toLifelines(rows, now);
  const first = rows[0];
  if (!first || lines.length === 0) return null;
  const from = Math.min(...lines.flatMap((line) => line.spans.map((span) => span.startedAt)));
  const whole = Math.max(1, now - from);
  return (
    <section className="lifetimes" aria-label={t('lifetimes.title')}>
      <h2 className="cap">
        <span className="grow">{t('lifetimes.title')}</span>
        <span>{t('lifetimes.span', { from: formatClock(from), to: formatClock(now) })}</span>
      </h2>
      <ul>
        {lines.map((line, index) => (
          <li key={index}>
            <span className="mid cut" title={line.path}>
              {line.path}
            </span>
            <span className="lifeline">
              {line.spans.map((span) => (
                <Span key={span.id} row={span} from={from} whole={whole} now={now} />
              ))}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

interface SpanProps extends Pick<LifetimesProps, 'now'> {
  readonly row: ConnectionRow;
  readonly from: number;
  readonly whole: number;
}

function Span({ row, from, whole, now }: SpanProps) {
  const { t } = useTranslation('sockets');
  const end = row.endedAt ?? now;
  const left = ((row.startedAt - from) / whole) * 100;
  const width = Math.max(0.5, ((end - row.startedAt) / whole) * 100);
  const trouble = row.state === 'lost' || row.state === 'refused';
  return (
    <>
      <i
        role="img"
        aria-label={t('lifetimes.one', {
          state: t(`state.${row.state}`),
          from: formatClock(row.startedAt),
          to: formatClock(end),
        })}
        className={`${row.kind} ${row.state}`}
        style={{ left: `${left}%`, width: `${Math.min(width, 100 - left)}%` }}
      />
      {trouble && row.note !== undefined && left + width < 86 && (
        <b className="t-client" style={{ left: `calc(${left + width}% + 4px)` }}>
          {row.note}
        </b>
      )}
    </>
  );
}
