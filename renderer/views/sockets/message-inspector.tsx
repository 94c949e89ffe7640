// View: the messages of one connection: filter, grid, and the selected one in full. In Sockets and in the detail.
import { useCallback, useEffect, useMemo, useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { Exchange, ExchangeRow } from '../../../main/model/exchange.ts';
import { formatCount } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { Mark } from '../../kit/mark.tsx';
import { Splitter } from '../../kit/splitter.tsx';
import { VirtualGrid } from '../../kit/virtual-grid.tsx';
import { MAX_MESSAGES } from '../../store/session-state.ts';
import { useSession } from '../../store/session-store.ts';
import { forgetWantedMessage, viewStore } from '../../store/view-store.ts';
import { Check, Chip, Query } from '../detail/controls.tsx';
import { useLate } from '../detail/use-answer.ts';
import { messageColumns, type MessageLine } from './message-columns.tsx';
import { isEmptyFilter, parseMessageFilter, type MessageFilter } from './message-filter.ts';
import { MessageFacts } from './message-facts.tsx';
import { MessagePane } from './message-pane.tsx';
import type { MessageRow } from './message-row.ts';
import { positionOf, previousAlike } from './message-search.ts';
import { useMessageFigures, useMessages, useShownMessages, useWatched } from './use-messages.ts';
import './sockets.css';

interface MessageInspectorProps {
  readonly exchange: ExchangeRow & Partial<Pick<Exchange, 'close'>>;
  /** In the detail the message stands beside the grid, in Sockets below it, with figures on top. */
  readonly place: 'detail' | 'view';
}

/** Fills its parent. Mount it anew (by key) for another exchange. */
export function MessageInspector({ exchange, place }: MessageInspectorProps) {
  const { t } = useTranslation('sockets');
  const kind = exchange.kind === 'websocket' ? 'websocket' : 'eventsource';
  const load = useWatched(exchange);
  const held = useMessages(exchange);
  const figures = useMessageFigures(held);
  const [line, setLine] = useState('');
  const [direction, setDirection] = useState<'in' | 'out'>();
  const [fold, setFold] = useState(true);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const [selected, setSelected] = useState<string | null>(null);
  const [follow, setFollow] = useState(true);
  const [seen, setSeen] = useState(0);
  const [wanted, setWanted] = useState(() => wantedIn(exchange.id));
  if (wanted !== undefined && positionOf(held.rows, wanted) >= 0) {
    setWanted(undefined);
    setSelected(wanted);
    setFollow(false);
    setSeen(held.rows.length);
  }
  useEffect(forgetWantedMessage, []);
  const parsed = useMemo(() => parseMessageFilter(line), [line]);
  const filter = useMemo<MessageFilter>(() => (direction ? { ...parsed, direction } : parsed), [parsed, direction]);
  const shown = useShownMessages(exchange, held, { filter, fold, opened });
  const columns = useMemo(() => messageColumns(kind, t), [kind, t]);
  const late = useLate(load.busy && held.rows.length === 0);
  const selectedAt = selected === null ? -1 : positionOf(held.rows, selected);
  const row = held.rows[selectedAt];

  const changeFollow = useCallback(
    (next: boolean) => {
      setFollow(next);
      setSeen(held.rows.length);
    },
    [held.rows],
  );
  const open = (id: string) => {
    if (id.startsWith('g')) setOpened(toggled(opened, id.slice(1)));
  };
  const select = (id: string, by: 'key' | 'pointer' | 'menu') => {
    if (by === 'pointer') open(id);
    if (follow) changeFollow(false);
    setSelected(id);
  };
  const fresh = follow ? 0 : Math.max(0, held.rows.length - seen);

  const grid = (
    <VirtualGrid<MessageLine>
      label={t(`inspector.${kind}`)}
      columns={columns}
      count={shown.lines.length}
      version={held.version}
      rowAt={(index) => toLine(shown.list.line(index), held.rows, shown.list, opened)}
      indexOf={(id) =>
        id.startsWith('g')
          ? shown.list.groupLineOf(positionOf(held.rows, id.slice(1)))
          : shown.list.lineOf(positionOf(held.rows, id))
      }
      rowId={(message) => message.id}
      rowClass={(message) => (message.type === 'group' ? 'rel beats' : undefined)}
      selectedId={selected}
      onSelect={select}
      onOpen={open}
      onEscape={() => setSelected(null)}
      follow={follow}
      onFollow={changeFollow}
      empty={<p className="empty">{emptyWord(load.error, late, held.rows.length, filter, t)}</p>}
      foot={
        <Foot
          fresh={fresh}
          follow={follow}
          onFollow={() => changeFollow(true)}
          shown={shown.lines.length}
          total={held.rows.length}
        />
      }
    />
  );

  return (
    <div className="inspector">
      {place === 'view' && <MessageFacts exchange={exchange} figures={figures} />}
      <div className="bar sub">
        <Query
          value={line}
          onChange={setLine}
          label={t(`filter.${kind}`)}
          primary={place === 'view'}
          fault={parsed.faults.length > 0 ? t('filter.fault', { tokens: parsed.faults.join(' ') }) : undefined}
        />
        <span className="chips" role="group" aria-label={t('column.direction')}>
          <Chip on={direction === undefined} onClick={() => setDirection(undefined)}>
            {t('chip.all', { formatted: formatCount(figures.countIn + figures.countOut) })}
          </Chip>
          {kind === 'websocket' && (
            <>
              <Chip on={direction === 'out'} onClick={() => setDirection('out')}>
                <span className="way out">
                  <Mark shape="out" />
                </span>
                {t('chip.out', { formatted: formatCount(figures.countOut) })}
              </Chip>
              <Chip on={direction === 'in'} onClick={() => setDirection('in')}>
                <span className="way in">
                  <Mark shape="in" />
                </span>
                {t('chip.in', { formatted: formatCount(figures.countIn) })}
              </Chip>
            </>
          )}
        </span>
        {shown.searching && <span className="dim">{t('searching')}</span>}
        <span className="grow" />
        {kind === 'websocket' && (
          <Check checked={fold} onChange={setFold}>
            {t('fold')}
          </Check>
        )}
      </div>
      <div className="split-v">
        <Splitter
          orientation={place === 'view' ? 'vertical' : 'horizontal'}
          label={t('message.size')}
          first={grid}
          second={row && <MessagePane row={row} before={previousAlike(held.rows, selectedAt)} />}
          secondSize={place === 'view' ? 220 : '38%'}
          secondMin={place === 'view' ? 96 : 220}
          firstMin={place === 'view' ? 96 : 280}
        />
      </div>
    </div>
  );
}

/** The message that someone came here for. */
function wantedIn(exchangeId: string): string | undefined {
  const { wantedMessage } = viewStore.getState();
  return wantedMessage?.exchangeId === exchangeId ? wantedMessage.id : undefined;
}

function toggled(held: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(held);
  if (!next.delete(id)) next.add(id);
  return next;
}

const lineCache = new WeakMap<object, MessageLine>();

/** A line by its number, the same object while it stays the same, so that it is not painted again. */
function toLine(
  line: number | undefined,
  rows: readonly MessageRow[],
  list: ReturnType<typeof useShownMessages>['list'],
  opened: ReadonlySet<string>,
): MessageLine | undefined {
  if (line === undefined) return undefined;
  const group = list.group(line);
  const row = rows[group?.first ?? line];
  if (!row) return undefined;
  const key = group ?? row;
  const open = group !== undefined && opened.has(row.id);
  const held = lineCache.get(key);
  if (held && (held.type === 'row' || held.open === open)) return held;
  const made: MessageLine = group
    ? { type: 'group', id: `g${row.id}`, at: row.at, group, open }
    : { type: 'row', id: row.id, row };
  lineCache.set(key, made);
  return made;
}

function emptyWord(
  error: string | undefined,
  late: boolean,
  count: number,
  filter: MessageFilter,
  t: TFunction,
): string {
  if (error !== undefined) return t('failed', { message: error });
  if (count > 0 && !isEmptyFilter(filter)) return t('noMatch');
  return late ? t('loading') : t('noMessages');
}

interface FootProps {
  readonly fresh: number;
  readonly follow: boolean;
  readonly onFollow: () => void;
  readonly shown: number;
  readonly total: number;
}

function Foot({ fresh, follow, onFollow, shown, total }: FootProps) {
  const { t } = useTranslation('sockets');
  const dropped = useSession((state) => state.status?.dropped ?? 0);
  return (
    <div className="footline">
      {fresh > 0 && (
        <button type="button" className="pill" onClick={onFollow}>
          <Icon name="down" small />
          {t('foot.new', { count: fresh, formatted: formatCount(fresh) })}
        </button>
      )}
      <span className="dim">{t(follow ? 'foot.following' : fresh > 0 ? 'foot.held' : 'foot.still')}</span>
      <span className="grow" />
      {dropped > 0 && <span className="t-client">{t('foot.dropped', { formatted: formatCount(dropped) })}</span>}
      {total >= MAX_MESSAGES && <span className="t-client">{t('foot.full')}</span>}
      <span className="dim">{t('foot.count', { shown: formatCount(shown), total: formatCount(total) })}</span>
    </div>
  );
}
