// View: connections that stay open, and what passes on the selected one.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { Button } from '../../kit/button.tsx';
import { formatCount, formatElapsed, formatSize, NONE } from '../../kit/format.ts';
import type { GridColumn } from '../../kit/grid-types.ts';
import { Mark, type MarkShape, type MarkTone } from '../../kit/mark.tsx';
import { Splitter } from '../../kit/splitter.tsx';
import { VirtualGrid } from '../../kit/virtual-grid.tsx';
import { useSession } from '../../store/session-store.ts';
import { goTo, select, useTable } from '../../store/view-store.ts';
import { Chip } from '../detail/controls.tsx';
import { useExchange } from '../detail/use-exchange.ts';
import {
  CONNECTION_CHIPS,
  countChips,
  passesChip,
  toConnectionRow,
  type ConnectionChip,
  type ConnectionRow,
  type ConnectionState,
} from './connection-rows.ts';
import { Lifetimes } from './lifetimes.tsx';
import { MessageInspector } from './message-inspector.tsx';
import { useConnections } from './use-connections.ts';
import './sockets.css';

/** The Sockets view. */
export function SocketsView() {
  const { t } = useTranslation('sockets');
  const table = useTable('sockets');
  return (
    <Splitter
      orientation="horizontal"
      label={t('inspector.size')}
      first={<ConnectionList />}
      second={
        table.selectedId === null ? (
          <p className="calm">{t('pick')}</p>
        ) : (
          <ConnectionPane key={table.selectedId} exchangeId={table.selectedId} />
        )
      }
      secondSize="62%"
      secondMin={420}
      firstMin={300}
    />
  );
}

function ConnectionList() {
  const { t } = useTranslation('sockets');
  const table = useTable('sockets');
  const [chip, setChip] = useState<ConnectionChip>('all');
  const { rows, now } = useConnections();
  const counts = countChips(rows);
  const shown = useMemo(() => rows.filter((row) => passesChip(row, chip)), [rows, chip]);
  const columns = useMemo(() => connectionColumns(t, now), [t, now]);
  return (
    <div className="pane connections">
      <div className="bar">
        <span className="chips" role="group" aria-label={t('chips')}>
          {CONNECTION_CHIPS.map((name) => (
            <Chip key={name} on={chip === name} onClick={() => setChip(name)}>
              {t(`connections.${name}`, { formatted: formatCount(counts[name]) })}
            </Chip>
          ))}
        </span>
      </div>
      <VirtualGrid<ConnectionRow>
        label={t('connections')}
        columns={columns}
        count={shown.length}
        version={now}
        rowAt={(index) => shown[index]}
        indexOf={(id) => shown.findIndex((row) => row.id === id)}
        rowId={(row) => row.id}
        selectedId={table.selectedId}
        onSelect={(id) => select('sockets', id)}
        onEscape={() => select('sockets', null)}
        onOpen={(id) => goTo('traffic', id)}
        empty={<EmptyList any={rows.length > 0} onClear={() => setChip('all')} />}
      />
      <Lifetimes rows={shown} now={now} />
    </div>
  );
}

function EmptyList({ any, onClear }: { readonly any: boolean; readonly onClear: () => void }) {
  const { t } = useTranslation('sockets');
  const narrowed = useTableNarrowed();
  return (
    <div className="empty">
      <p className="say">{t(any ? 'connections.noMatch' : narrowed ? 'connections.noneHere' : 'connections.none')}</p>
      {any ? (
        <Button onClick={onClear}>{t('connections.showAll')}</Button>
      ) : (
        <p className="dim">{t('connections.hint')}</p>
      )}
    </div>
  );
}

function useTableNarrowed(): boolean {
  return useSession((state) => state.totals.sockets > 0);
}

const STATES: Readonly<Record<ConnectionState, { readonly shape: MarkShape; readonly tone: MarkTone }>> = {
  opening: { shape: 'dashed', tone: 'pending' },
  open: { shape: 'ringed', tone: 'ok' },
  lost: { shape: 'triangle', tone: 'client' },
  closed: { shape: 'dash', tone: 'dim' },
  refused: { shape: 'cross', tone: 'client' },
};

function StateMark({ state, word }: { readonly state: ConnectionState; readonly word: string }) {
  const { shape, tone } = STATES[state];
  return (
    <span className="st">
      <Mark shape={shape} tone={tone} />
      <span className={tone === 'client' ? 't-client' : 'mid'}>{word}</span>
    </span>
  );
}

function connectionColumns(t: TFunction, now: number): readonly GridColumn<ConnectionRow>[] {
  return [
    {
      id: 'state',
      label: t('column.state'),
      width: 84,
      cell: (row) => <StateMark state={row.state} word={t(`state.${row.state}`)} />,
    },
    {
      id: 'path',
      label: t('column.path'),
      minWidth: 110,
      className: 'p',
      cell: (row) => (
        <span title={row.path}>
          <b>{row.path}</b> <span className="dim">{row.note}</span>
        </span>
      ),
    },
    {
      id: 'messages',
      label: t('column.messages'),
      width: 56,
      align: 'end',
      className: 'mid',
      cell: (row) => formatCount(row.messages),
    },
    {
      id: 'size',
      label: t('column.size'),
      width: 68,
      align: 'end',
      className: 'mid',
      cell: (row) => (row.sizeBytes > 0 ? formatSize(row.sizeBytes) : NONE),
    },
    {
      id: 'age',
      label: t('column.age'),
      width: 54,
      align: 'end',
      className: 'dim',
      cell: (row) => (row.state === 'refused' ? NONE : formatElapsed((row.endedAt ?? now) - row.startedAt)),
    },
  ];
}

function ConnectionPane({ exchangeId }: { readonly exchangeId: string }) {
  const { t } = useTranslation('sockets');
  const lookup = useExchange(exchangeId);
  if (lookup.state !== 'found') {
    const words = { waiting: '', loading: t('loading'), missing: t('missing'), failed: t('missing') };
    return <p className="calm">{words[lookup.state]}</p>;
  }
  const { exchange } = lookup;
  const { state } = toConnectionRow(exchange);
  return (
    <div className="pane connection">
      <div className="phead">
        <StateMark state={state} word={t(`state.${state}`)} />
        <h2 className="med cut url" title={exchange.url}>
          {exchange.url.replace(/^[a-z]+:\/\/[^/]*/i, '')}
        </h2>
        {exchange.subprotocol !== undefined && <span className="tag">{exchange.subprotocol}</span>}
        {exchange.extensions !== undefined && <span className="tag cut">{exchange.extensions.split(';')[0]}</span>}
        {exchange.route !== undefined && <span className="tag">{exchange.route}</span>}
        <span className="grow" />
        <Button look="ghost" icon="traffic" onClick={() => goTo('traffic', exchange.id)}>
          {t('toTraffic')}
        </Button>
      </div>
      <MessageInspector key={exchange.id} exchange={exchange} place="view" />
    </div>
  );
}
