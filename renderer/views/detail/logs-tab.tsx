// View: the logs that belong to an exchange, from its start on; each leads to the Logs view.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Exchange } from '../../../main/model/exchange.ts';
import type { LogRecord } from '../../../main/model/log.ts';
import { Button } from '../../kit/button.tsx';
import { formatCount, formatOffset } from '../../kit/format.ts';
import type { GridColumn } from '../../kit/grid-types.ts';
import { VirtualGrid } from '../../kit/virtual-grid.tsx';
import { query } from '../../store/commands.ts';
import type { LogRow } from '../../store/log-rows.ts';
import { useSession } from '../../store/session-store.ts';
import { goTo, goToLogsOf } from '../../store/view-store.ts';
import { logColumns } from '../logs/log-columns.tsx';
import { useAnswer, useLate } from './use-answer.ts';
import '../logs/logs.css';

/** Most lines listed; the Logs view has all. */
export const MAX_TAB_LOGS = 1_000;

const NO_LOGS: readonly LogRecord[] = [];
const NONE_OPEN = { open: new Set<string>(), toggle: () => undefined };

/** The Logs tab. */
export function LogsTab({ exchange }: { readonly exchange: Exchange }) {
  const { t } = useTranslation('logs');
  const link = useSession((state) => state.link);
  const total = exchange.joined?.logs ?? 0;
  const answer = useAnswer(exchange.id, `${link} ${total} ${exchange.state}`, () =>
    query('logRows', { limit: MAX_TAB_LOGS }, { exchangeId: exchange.id }),
  );
  const late = useLate(answer.busy && answer.value === undefined);
  const logs = answer.value?.rows ?? NO_LOGS;
  if (answer.error !== undefined) return <p className="calm">{t('tab.failed', { message: answer.error })}</p>;
  if (!answer.value) return <p className="calm">{late ? t('loading') : ''}</p>;
  if (logs.length === 0) return <NoLogs />;
  return <LogTable key={exchange.id} exchange={exchange} logs={logs} total={Math.max(total, logs.length)} />;
}

function NoLogs() {
  const { t } = useTranslation('logs');
  return (
    <div className="padded">
      <p className="med">{t('tab.none')}</p>
      <p className="say mid">{t('tab.hint')}</p>
    </div>
  );
}

interface TableProps {
  readonly exchange: Exchange;
  /** In order of id. */
  readonly logs: readonly LogRecord[];
  readonly total: number;
}

function LogTable({ exchange, logs, total }: TableProps) {
  const { t } = useTranslation('logs');
  const [selectedId, setSelectedId] = useState<string | null>(null);
  const rows = useMemo(() => logs.map((record): LogRow => ({ id: record.id, record })), [logs]);
  const columns = useMemo((): readonly GridColumn<LogRow>[] => {
    const offset: GridColumn<LogRow> = {
      id: 'offset',
      label: t('column.offset'),
      width: 104,
      align: 'end',
      className: 'time',
      cell: ({ record }) => record && formatOffset(Math.round((record.at - exchange.startedAt) * 10) / 10),
    };
    return [offset, ...logColumns(t, NONE_OPEN, true).filter(({ id }) => id !== 'time')];
  }, [t, exchange.startedAt]);
  return (
    <VirtualGrid<LogRow>
      label={t('tab.table')}
      columns={columns}
      count={rows.length}
      version={rows.length}
      rowAt={(index) => rows[index]}
      indexOf={(id) => rows.findIndex((row) => row.id === id)}
      rowId={(row) => row.id}
      selectedId={selectedId}
      onSelect={setSelectedId}
      onOpen={(id) => goTo('logs', id)}
      foot={
        <div className="footline">
          <span className="dim">
            {t('tab.count', { count: total, shown: formatCount(total) })}
            {total > rows.length &&
              `, ${t('tab.cut', { count: rows.length, shown: formatCount(rows.length), total: formatCount(total) })}`}
          </span>
          <span className="grow" />
          <Button look="ghost" icon="logs" onClick={() => goToLogsOf(exchange.id)}>
            {t('tab.open')}
          </Button>
        </div>
      }
    />
  );
}
