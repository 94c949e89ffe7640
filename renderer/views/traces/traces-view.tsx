// View: traces: a list of them, the latest first, with the selected one as a tree; or which service called which.
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { TraceRow } from '../../../main/model/protocol.ts';
import { focusNamedRegion } from '../../frame/regions.ts';
import { formatCount } from '../../kit/format.ts';
import { useMedia } from '../../kit/media.ts';
import { Splitter } from '../../kit/splitter.tsx';
import { VirtualGrid } from '../../kit/virtual-grid.tsx';
import {
  select,
  setFollow,
  setTable,
  setTracePart,
  setTraceRow,
  TRACE_PARTS,
  useTable,
  useView,
} from '../../store/view-store.ts';
import { Chip, Query } from '../detail/controls.tsx';
import { toggleWord } from '../../store/query-parse.ts';
import { ServicesPane } from './services-pane.tsx';
import { traceListColumns } from './trace-list-columns.tsx';
import { TracePane } from './trace-pane.tsx';
import { TracesEmpty } from './traces-empty.tsx';
import { TracesFoot } from './traces-foot.tsx';
import { useTraceList, type ShownTraces } from './use-trace-list.ts';
import './traces.css';

/** The Traces view. */
export function TracesView() {
  const { t } = useTranslation('traces');
  const traces = useTraceList();
  const part = useView((state) => state.tracePart);
  const { selectedId } = useTable('traces');
  const placement = useView((state) => state.placement);
  const wide = useMedia('(min-width: 1680px)');
  const right = placement === 'right' || (placement === 'auto' && wide);
  const found = selectedId === null ? undefined : traces.shown[traces.indexOf(selectedId)];
  return (
    <>
      <TracesBar traces={traces} />
      {part === 'services' ? (
        <ServicesPane />
      ) : (
        <Splitter
          orientation={right ? 'horizontal' : 'vertical'}
          label={t('splitter')}
          first={<TracesTable traces={traces} narrow={right} />}
          second={
            selectedId === null ? undefined : <TracePane key={selectedId} traceId={selectedId} name={found?.name} />
          }
          secondSize="62%"
          secondMin={right ? 480 : 160}
          firstMin={right ? 360 : 90}
        />
      )}
    </>
  );
}

function TracesBar({ traces }: { readonly traces: ShownTraces }) {
  const { t } = useTranslation('traces');
  const { filter } = useTable('traces');
  const part = useView((state) => state.tracePart);
  const put = (text: string) => setTable('traces', { filter: text, applied: text });
  return (
    <div className="bar traces-bar" data-region="filter">
      <span className="chips" role="group" aria-label={t('parts')}>
        {TRACE_PARTS.map((name) => (
          <Chip key={name} on={part === name} onClick={() => setTracePart(name)}>
            {t(`part.${name}`)}
          </Chip>
        ))}
      </span>
      <Query
        value={filter}
        onChange={put}
        label={t('filter')}
        primary
        fault={traces.faults.length > 0 ? t('filter.fault', { words: traces.faults.join(' ') }) : undefined}
      />
      <Chip on={/(^|\s)has:error(\s|$)/.test(filter)} onClick={() => put(toggleWord(filter, 'has:error'))}>
        {t('onlyErrors')}
      </Chip>
      <Chip on={/(^|\s)has:request(\s|$)/.test(filter)} onClick={() => put(toggleWord(filter, 'has:request'))}>
        {t('everyRequest')}
      </Chip>
      <span className="grow" />
      <span className="count">
        {t('shown', { shown: formatCount(traces.shown.length), total: formatCount(traces.list.total) })}
      </span>
    </div>
  );
}

/** Rows from the end at which older ones are asked for. */
const NEAR_END = 20;

function TracesTable({ traces, narrow }: { readonly traces: ShownTraces; readonly narrow: boolean }) {
  const { t } = useTranslation('traces');
  const table = useTable('traces');
  const columns = useMemo(() => traceListColumns(t, narrow), [t, narrow]);
  const { shown, loadOlder } = traces;
  const scrolled = useRef(table.scrollTop);
  useEffect(() => () => setTable('traces', { scrollTop: scrolled.current }), []);
  const pick = (id: string) => {
    setTraceRow(null);
    select('traces', id);
  };
  return (
    <VirtualGrid<TraceRow>
      label={t('table')}
      columns={columns}
      count={shown.length}
      version={shown.length}
      rowAt={(index) => shown[index]}
      indexOf={traces.indexOf}
      rowId={({ traceId }) => traceId}
      rowClass={({ errors }) => (errors > 0 ? 'err' : undefined)}
      selectedId={table.selectedId}
      onSelect={pick}
      onOpen={(id) => {
        pick(id);
        requestAnimationFrame(() => focusNamedRegion('trace'));
      }}
      onEscape={() => select('traces', null)}
      initialScroll={table.scrollTop}
      onScroll={(scrollTop) => {
        scrolled.current = scrollTop;
        if (scrollTop > 0) setFollow('traces', false);
      }}
      onRange={(_first, last) => {
        if (last >= shown.length - NEAR_END) loadOlder();
      }}
      empty={<TracesEmpty traces={traces} />}
      foot={<TracesFoot traces={traces} />}
    />
  );
}
