// View: the log lines of a trace beside its tree.
import { useTranslation } from 'react-i18next';
import type { LogRecord } from '../../../main/model/log.ts';
import { formatClock, formatCount, formatTime } from '../../kit/format.ts';
import { Mark } from '../../kit/mark.tsx';
import { fieldSummary } from '../../store/field-summary.ts';
import { goToTraceLogs } from '../../store/view-store.ts';
import { LEVEL_LOOKS } from '../logs/log-look.ts';

/** Lines listed at most; Logs has them all. */
const MAX_LINES = 200;

interface TraceLogsProps {
  readonly logs: readonly LogRecord[];
  readonly traceId: string;
  readonly onSelect: (id: string) => void;
}

/** The first lines, each leading to its row in the tree. */
export function TraceLogs({ logs, traceId, onSelect }: TraceLogsProps) {
  const { t } = useTranslation('traces');
  const first = logs[0];
  if (!first) return <p className="calm">{t('lines.none')}</p>;
  return (
    <div className="tlogs" role="region" tabIndex={0} aria-label={t('lines')}>
      <table>
        <thead>
          <tr>
            <th scope="col">{formatClock(first.at)}</th>
            <th scope="col">
              <span className="unseen">{t('lines.level')}</span>
            </th>
            <th scope="col">{t('lines.source')}</th>
            <th scope="col">{t('lines.message')}</th>
          </tr>
        </thead>
        <tbody>
          {logs.slice(0, MAX_LINES).map((log) => (
            <tr key={log.id} onClick={() => onSelect(`log ${log.id}`)}>
              <td className="dim" title={formatTime(log.at)}>
                {formatTime(log.at).slice(formatClock(log.at) === formatClock(first.at) ? 8 : 3)}
              </td>
              <td>
                <Mark {...LEVEL_LOOKS[log.level]} label={log.level} />
              </td>
              <td className="mid">{log.source.replace(/^(process|otlp|file):/, '')}</td>
              <td className="mono" title={log.message}>
                {log.message}
                <span className="logmore">{fieldSummary(log)}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="row tlogs-foot">
        <button type="button" className="link" onClick={() => goToTraceLogs(traceId)}>
          {t('open.logs')}
        </button>
        {logs.length > MAX_LINES && (
          <span className="dim">
            {t('lines.left', { count: logs.length, shown: formatCount(logs.length - MAX_LINES) })}
          </span>
        )}
      </p>
    </div>
  );
}
