// View: what processes, pages and programs wrote, in one stream, and the selected line in full.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusNamedRegion } from '../../frame/regions.ts';
import { useMedia } from '../../kit/media.ts';
import { Splitter } from '../../kit/splitter.tsx';
import { VirtualGrid } from '../../kit/virtual-grid.tsx';
import { logPages } from '../../store/log-list.ts';
import { isRelated, isStandIn, type LogRow } from '../../store/log-rows.ts';
import {
  select,
  setFollow,
  setPreferences,
  setTable,
  stepOut,
  useTable,
  useView,
  viewStore,
} from '../../store/view-store.ts';
import { logColumns } from './log-columns.tsx';
import { copyEntries, LogDetail } from './log-detail.tsx';
import { LogsBar } from './logs-bar.tsx';
import { LogsEmpty } from './logs-empty.tsx';
import { LogsFoot } from './logs-foot.tsx';
import { useLogList, useLogRecord, type ShownLogs } from './use-log-list.ts';
import './logs.css';

/** Most rows that show all their lines at once; the one opened first is shut for a new one. */
export const MAX_OPEN = 50;

/** The Logs view. */
export function LogsView() {
  const { t } = useTranslation('logs');
  const shown = useLogList();
  const { selectedId } = useTable('logs');
  const [wrap, setWrap] = useState(false);
  const placement = useView((state) => state.placement);
  const wide = useMedia('(min-width: 1680px)');
  const right = placement === 'right' || (placement === 'auto' && wide);
  const detail = useView((state) => state.detailOpen) && selectedId !== null;
  return (
    <>
      <LogsBar shown={shown} wrap={wrap} onWrap={setWrap} right={right} />
      <Splitter
        orientation={right ? 'horizontal' : 'vertical'}
        label={t('splitter')}
        first={<LogsTable shown={shown} wrap={wrap} beside={right && detail} />}
        second={
          detail ? (
            <div className="detail-region" data-region="detail">
              <LogDetail id={selectedId} />
            </div>
          ) : undefined
        }
        secondSize={right ? 560 : 300}
        secondMin={right ? 320 : 140}
        firstMin={right ? 420 : 120}
      />
    </>
  );
}

interface TableProps {
  readonly shown: ShownLogs;
  readonly wrap: boolean;
  /** A detail stands beside the table. */
  readonly beside: boolean;
}

function LogsTable({ shown, wrap, beside }: TableProps) {
  const { t } = useTranslation('logs');
  const { list } = shown;
  const table = useTable('logs');
  const { selectedId } = table;
  const widths = useView((state) => state.columnWidths);
  const small = useMedia('(max-width: 1179px)');
  const rows = useOpenRows();
  const { record: selected } = useLogRecord(selectedId);
  const scrolled = useRef(table.scrollTop ?? 0);
  const columns = useMemo(() => logColumns(t, rows, small || beside), [t, rows, small, beside]);
  const ownWidths = useMemo(() => toOwnWidths(widths), [widths]);

  useEffect(() => logPages.locate(selectedId ?? undefined), [selectedId]);
  useEffect(() => () => setTable('logs', { scrollTop: scrolled.current }), []);

  const pick = (id: string, open: boolean) => {
    if (!isStandIn(id)) return select('logs', id, open);
    setFollow('logs', false);
    logPages.pick(id, (found) => select('logs', found, open));
  };
  // A selection whose place is not known yet is no selection of the grid's, which brings it into sight once it is.
  const placed = selectedId !== null && logPages.indexOf(selectedId) >= 0;
  return (
    <VirtualGrid<LogRow>
      label={t('table')}
      columns={columns}
      count={list.count}
      version={list.version}
      rowAt={(index) => logPages.rowAt(index)}
      indexOf={(id) => logPages.indexOf(id)}
      rowId={(row) => row.id}
      rowClass={({ record }) => rowLook(record !== undefined && isRelated(record, selected), wrap)}
      fluid={wrap || rows.open.size > 0}
      shift={list.folded}
      selectedId={placed ? selectedId : null}
      onSelect={(id, by) => pick(id, by === 'pointer')}
      onOpen={(id) => {
        pick(id, true);
        requestAnimationFrame(() => focusNamedRegion('detail'));
      }}
      onEscape={() => stepOut('logs')}
      onKey={(key) =>
        selectedId !== null && rows.press(key, selectedId, logPages.record(selectedId)?.more !== undefined)
      }
      follow={table.follow}
      onFollow={useCallback((follow: boolean) => setFollow('logs', follow), [])}
      widths={ownWidths}
      onResize={(column, width) =>
        setPreferences({ columnWidths: { ...viewStore.getState().columnWidths, [`logs.${column}`]: width } })
      }
      menu={({ record }) => (record ? copyEntries(record, t) : [])}
      initialScroll={table.scrollTop}
      onScroll={(scrollTop) => {
        scrolled.current = scrollTop;
      }}
      onRange={useCallback((first: number, last: number) => logPages.sight(first, last), [])}
      empty={<LogsEmpty shown={shown} />}
      foot={<LogsFoot shown={shown} />}
    />
  );
}

function rowLook(related: boolean, wrap: boolean): string | undefined {
  if (related) return wrap ? 'rel wrapped' : 'rel';
  return wrap ? 'wrapped' : undefined;
}

/** Rows that show all their lines; the right arrow opens one, the left shuts it. */
function useOpenRows() {
  const [open, setOpen] = useState<ReadonlySet<string>>(new Set());
  return useMemo(() => {
    const put = (id: string, on: boolean) => {
      const others = [...open].filter((one) => one !== id);
      setOpen(new Set(on ? [...others, id].slice(-MAX_OPEN) : others));
    };
    return {
      open,
      toggle: (id: string) => put(id, !open.has(id)),
      press: (key: string, id: string, foldable: boolean) => {
        if ((key !== 'ArrowRight' && key !== 'ArrowLeft') || !foldable) return false;
        put(id, key === 'ArrowRight');
        return true;
      },
    };
  }, [open]);
}

function toOwnWidths(widths: Readonly<Record<string, number>>): Readonly<Record<string, number>> {
  const own = Object.entries(widths).filter(([name]) => name.startsWith('logs.'));
  return Object.fromEntries(own.map(([name, width]) => [name.slice('logs.'.length), width]));
}
