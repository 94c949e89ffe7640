// Renderer view: filter bar, table, detail.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import { useMedia } from '../../kit/media.ts';
import { Splitter } from '../../kit/splitter.tsx';
import { isTrouble } from '../../kit/status-mark.tsx';
import { VirtualGrid } from '../../kit/virtual-grid.tsx';
import { focusNamedRegion } from '../../frame/regions.ts';
import { nextWindow } from '../../store/axis.ts';
import { shownSpan } from '../../store/selectors.ts';
import type { Span } from '../../store/strip.ts';
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
import { ExchangeDetail } from '../detail/exchange-detail.tsx';
import { FilterBar } from './filter-bar.tsx';
import { rowMenu } from './row-menu.ts';
import { neededSpan } from './needed-span.ts';
import { trafficColumns } from './traffic-columns.tsx';
import { TrafficEmpty } from './traffic-empty.tsx';
import { TrafficFoot } from './traffic-foot.tsx';
import { useShownColumns } from './shown-columns.ts';
import { useTrafficList, type TrafficList } from './use-traffic-list.ts';
import { WaterfallOverlay } from './waterfall-overlay.tsx';

export function TrafficView() {
  const { t } = useTranslation('traffic');
  const list = useTrafficList();
  const { selectedId } = useTable('traffic');
  const detailOpen = useView((state) => state.detailOpen);
  const placement = useView((state) => state.placement);
  const wide = useMedia('(min-width: 1680px)');
  const right = placement === 'right' || (placement === 'auto' && wide);
  const detail = detailOpen && selectedId !== null;
  return (
    <>
      <FilterBar list={list} right={right} />
      <Splitter
        orientation={right ? 'horizontal' : 'vertical'}
        label={t('splitter')}
        first={<TrafficTable list={list} narrow={right && detail} />}
        second={
          detail ? (
            <div className="detail-region" data-region="detail">
              <ExchangeDetail exchangeId={selectedId} />
            </div>
          ) : undefined
        }
        secondSize={right ? 680 : 326}
        secondMin={right ? 360 : 140}
        firstMin={right ? 420 : 120}
      />
    </>
  );
}

function TrafficTable({ list, narrow }: { readonly list: TrafficList; readonly narrow: boolean }) {
  const { t } = useTranslation('traffic');
  const table = useTable('traffic');
  const brush = useView((state) => state.brush);
  const widths = useView((state) => state.columnWidths);
  const [seen, setSeen] = useState<Span | null>(null);
  const scrolled = useRef(table.scrollTop ?? 0);

  const placed = shownSpan(brush, list.state.latestAt);
  const from = placed?.from;
  const to = placed?.to;
  const axis = useMemo(() => (from !== undefined && to !== undefined ? { from, to } : seen), [from, to, seen]);
  const shown = useShownColumns(narrow);
  const columns = useMemo(() => trafficColumns(t, axis).filter(({ id }) => shown.has(id)), [t, axis, shown]);
  const ownWidths = useMemo(() => toOwnWidths(widths, narrow), [widths, narrow]);

  useEffect(() => () => setTable('traffic', { scrollTop: scrolled.current }), []);

  const { rowAt } = list;
  const onRange = (first: number, last: number) => {
    const need = neededSpan(rowAt, first, last);
    if (need) setSeen((previous) => nextWindow(previous, need));
  };

  return (
    <VirtualGrid<ExchangeRow>
      label={t('table')}
      columns={columns}
      count={list.order.positions.length}
      version={list.order.version}
      rowAt={rowAt}
      indexOf={list.indexOf}
      rowId={rowId}
      rowClass={rowLook}
      selectedId={table.selectedId}
      onSelect={(id, by) => select('traffic', id, by === 'pointer')}
      onOpen={(id) => {
        select('traffic', id, true);
        requestAnimationFrame(() => focusNamedRegion('detail'));
      }}
      onEscape={() => stepOut('traffic')}
      follow={table.follow && table.sort === null}
      onFollow={useCallback((follow: boolean) => setFollow('traffic', follow), [])}
      sort={table.sort ?? BY_TIME}
      onSort={(sort) =>
        setTable('traffic', { sort: sort?.column === 'time' && sort.direction === 'ascending' ? null : sort })
      }
      widths={ownWidths}
      onResize={(column, width) =>
        setPreferences({ columnWidths: { ...viewStore.getState().columnWidths, [`traffic.${column}`]: width } })
      }
      menu={(row) => rowMenu(row, t, list.state.workspace?.mode === 'live')}
      initialScroll={table.scrollTop}
      onScroll={(scrollTop) => {
        scrolled.current = scrollTop;
      }}
      onRange={onRange}
      overlay={
        shown.has('waterfall') && axis ? <WaterfallOverlay span={axis} width={ownWidths.waterfall} /> : undefined
      }
      empty={<TrafficEmpty list={list} />}
      foot={<TrafficFoot list={list} />}
    />
  );
}

const BY_TIME = { column: 'time', direction: 'ascending' } as const;

/** Waterfall widths in pixels: beside a detail there is less room. */
const WATERFALL = { wide: 380, narrow: 300 };

function toOwnWidths(
  widths: Readonly<Record<string, number>>,
  narrow: boolean,
): Record<string, number> & { waterfall: number } {
  const own: Record<string, number> = {};
  for (const [name, width] of Object.entries(widths)) if (name.startsWith('traffic.')) own[name.slice(8)] = width;
  return { ...own, waterfall: own.waterfall ?? (narrow ? WATERFALL.narrow : WATERFALL.wide) };
}

function rowId(row: ExchangeRow): string {
  return row.id;
}

function rowLook(row: ExchangeRow): string | undefined {
  return isTrouble(row) ? 'err' : undefined;
}
