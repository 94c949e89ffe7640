// View: what dev servers told pages about changes: a list in order of time, and the selected one in full.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { focusNamedRegion } from '../../frame/regions.ts';
import { Button } from '../../kit/button.tsx';
import { formatCount } from '../../kit/format.ts';
import { useMedia } from '../../kit/media.ts';
import { Splitter } from '../../kit/splitter.tsx';
import { VirtualGrid } from '../../kit/virtual-grid.tsx';
import { select, setFollow, setTable, useTable, useView } from '../../store/view-store.ts';
import { Chip, Query } from '../detail/controls.tsx';
import { ScopeChips } from '../detail/scope-chips.tsx';
import { hmrColumns } from './hmr-columns.tsx';
import { HmrDetail } from './hmr-detail.tsx';
import { HmrEmpty } from './hmr-empty.tsx';
import { HmrFoot } from './hmr-foot.tsx';
import { HMR_CHIPS, hmrState, type HmrChip } from './hmr-look.ts';
import { HmrOverview } from './hmr-overview.tsx';
import { LatencyLegend } from './latency-bar.tsx';
import { latencyAxis } from './latency-parts.ts';
import { UnseenNotice } from './unseen-notice.tsx';
import { SendForm } from './send-form.tsx';
import { useHmrList, type HmrList } from './use-hmr-list.ts';
import { useUnseen } from './use-unseen.ts';
import './hmr.css';

/** The HMR view. */
export function HmrView() {
  const { t } = useTranslation('hmr');
  const [chip, setChip] = useState<HmrChip>('all');
  const [sending, setSending] = useState(false);
  const list = useHmrList(chip);
  const { selectedId } = useTable('hmr');
  const placement = useView((state) => state.placement);
  const wide = useMedia('(min-width: 1680px)');
  const right = placement === 'right' || (placement === 'auto' && wide);
  const pane = selectedId !== null || list.inView.length > 0;
  return (
    <>
      <HmrBar list={list} chip={chip} onChip={setChip} sending={sending} onSend={() => setSending(!sending)} />
      {sending && <SendForm onClose={() => setSending(false)} />}
      <Splitter
        orientation={right ? 'horizontal' : 'vertical'}
        label={t('splitter')}
        first={<HmrTable list={list} narrow={right} onClear={() => setChip('all')} />}
        second={
          pane ? (
            <div className="detail-region" data-region="detail">
              {selectedId === null ? (
                <HmrOverview records={list.inView} />
              ) : (
                <HmrDetail key={selectedId} id={selectedId} />
              )}
            </div>
          ) : undefined
        }
        secondSize={right ? 680 : 340}
        secondMin={right ? 360 : 140}
        firstMin={right ? 420 : 120}
      />
    </>
  );
}

interface BarProps {
  readonly list: HmrList;
  readonly chip: HmrChip;
  readonly onChip: (chip: HmrChip) => void;
  readonly sending: boolean;
  readonly onSend: () => void;
}

function HmrBar({ list, chip, onChip, sending, onSend }: BarProps) {
  const { t } = useTranslation('hmr');
  const { filter } = useTable('hmr');
  return (
    <div className="bar hmr-bar" data-region="filter">
      <Query
        value={filter}
        onChange={(text) => setTable('hmr', { filter: text, applied: text })}
        label={t('filter')}
        primary
        fault={list.faults.length > 0 ? t('filter.fault', { words: list.faults.join(' ') }) : undefined}
      />
      <span className="chips" role="group" aria-label={t('chips')}>
        {HMR_CHIPS.map((name) => (
          <Chip key={name} on={chip === name} onClick={() => onChip(name)}>
            {t(`chip.${name}`, { shown: formatCount(list.counts[name]) })}
          </Chip>
        ))}
      </span>
      <ScopeChips />
      <span className="grow" />
      <LatencyLegend />
      <Button look="ghost" icon="forward" aria-expanded={sending} onClick={onSend}>
        {t('send.open')}
      </Button>
    </div>
  );
}

interface TableProps {
  readonly list: HmrList;
  readonly narrow: boolean;
  readonly onClear: () => void;
}

function HmrTable({ list, narrow, onClear }: TableProps) {
  const { t } = useTranslation('hmr');
  const table = useTable('hmr');
  const small = useMedia('(max-width: 1359px)');
  const unseen = useUnseen();
  const axisMs = useAxis(list.inView);
  const columns = useMemo(() => hmrColumns(t, axisMs, narrow || small), [t, axisMs, narrow, small]);
  const scrolled = useRef(table.scrollTop);
  useEffect(() => () => setTable('hmr', { scrollTop: scrolled.current }), []);
  return (
    <div className="pane hmr-table">
      {list.inView.length > 0 && unseen.map((one) => <UnseenNotice key={`${one.kind} ${one.host}`} unseen={one} />)}
      <VirtualGrid<HmrRecord>
        label={t('table')}
        columns={columns}
        count={list.shown.length}
        version={list.version}
        rowAt={(index) => list.shown[index]}
        indexOf={list.indexOf}
        rowId={(record) => record.id}
        rowClass={(record) => (hmrState(record) === 'standing' ? 'err' : undefined)}
        selectedId={table.selectedId}
        onSelect={(id) => select('hmr', id)}
        onOpen={(id) => {
          select('hmr', id);
          requestAnimationFrame(() => focusNamedRegion('detail'));
        }}
        onEscape={() => select('hmr', null)}
        follow={table.follow}
        onFollow={useCallback((follow: boolean) => setFollow('hmr', follow), [])}
        initialScroll={table.scrollTop}
        onScroll={(scrollTop) => {
          scrolled.current = scrollTop;
        }}
        empty={<HmrEmpty unseen={unseen} onClear={onClear} />}
        foot={<HmrFoot list={list} />}
      />
    </div>
  );
}

/** The common axis, which changes in steps only. */
function useAxis(records: readonly HmrRecord[]): number {
  const [axis, setAxis] = useState(() => latencyAxis(records, undefined));
  const next = latencyAxis(records, axis);
  if (next !== axis) setAxis(next);
  return next;
}
