// View: the service map over the table behind it; a selected call narrows the list of traces.
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceCall } from '../../../main/model/protocol.ts';
import { Button } from '../../kit/button.tsx';
import { formatCount } from '../../kit/format.ts';
import { Splitter } from '../../kit/splitter.tsx';
import { VirtualGrid } from '../../kit/virtual-grid.tsx';
import { TARGET_ROUTE } from '../../store/sources.ts';
import { sessionStore } from '../../store/session-store.ts';
import { setBrush, setTable, setTracePart, useView } from '../../store/view-store.ts';
import { useLate } from '../detail/use-answer.ts';
import { callId } from './service-layout.ts';
import { serviceColumns } from './service-columns.ts';
import { isLit, ServiceMap } from './service-map.tsx';
import { SpanHelp } from './span-help.tsx';
import { useServiceCalls } from './use-service-calls.ts';

/** Keeps the array's identity while nothing was answered. */
const NONE: readonly ServiceCall[] = [];

export function ServicesPane() {
  const { t } = useTranslation('traces');
  const answer = useServiceCalls();
  const late = useLate(answer.busy && !answer.value);
  const [selected, setSelected] = useState<string | null>(null);
  const calls = answer.value ?? NONE;
  if (calls.length === 0) return <NoServices answered={answer.value !== undefined} late={late} error={answer.error} />;
  return (
    <Splitter
      orientation="vertical"
      label={t('splitter.calls')}
      first={<ServiceMap calls={calls} selected={selected} onSelect={setSelected} />}
      second={<CallTable calls={calls} selected={selected} onSelect={setSelected} />}
      secondSize={240}
      secondMin={110}
      firstMin={160}
    />
  );
}

function NoServices({
  answered,
  late,
  error,
}: {
  readonly answered: boolean;
  readonly late: boolean;
  readonly error: string | undefined;
}) {
  const { t } = useTranslation('traces');
  const brush = useView((state) => state.brush);
  if (!answered) {
    const said = error !== undefined ? t('failed', { message: error }) : late ? t('loading') : '';
    return (
      <p className="calm" role="status">
        {said}
      </p>
    );
  }
  return (
    <div className="pane services-none">
      <div className="empty first">
        <div className="firstbox">
          <h2>{t(brush === null ? 'map.empty' : 'map.emptyBrush')}</h2>
          {brush === null ? <SpanHelp /> : <Button onClick={() => setBrush(null)}>{t('wholeSession')}</Button>}
        </div>
      </div>
    </div>
  );
}

interface TableProps {
  readonly calls: readonly ServiceCall[];
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
}

function CallTable({ calls, selected, onSelect }: TableProps) {
  const { t } = useTranslation('traces');
  const columns = useMemo(() => serviceColumns(t), [t]);
  const sorted = useMemo(() => [...calls].sort((a, b) => b.count - a.count), [calls]);
  return (
    <VirtualGrid<ServiceCall>
      label={t('calls')}
      columns={columns}
      count={sorted.length}
      version={sorted.length}
      rowAt={(index) => sorted[index]}
      indexOf={(id) => sorted.findIndex((call) => callId(call) === id)}
      rowId={callId}
      rowClass={(call) => (isLit(call, selected) && callId(call) !== selected ? 'rel' : undefined)}
      selectedId={selected}
      onSelect={onSelect}
      onOpen={(id) => showTraces(sorted, id)}
      onEscape={() => onSelect(null)}
      foot={
        <div className="footline">
          <span className="dim cut grow">
            {t('calls.total', { count: calls.length, shown: formatCount(calls.length) })}
          </span>
          {selected !== null && (
            <Button look="ghost" icon="filter" onClick={() => showTraces(sorted, selected)}>
              {t('calls.show')}
            </Button>
          )}
        </div>
      }
    />
  );
}

/** Lists the traces in which the selected services had a part. */
function showTraces(calls: readonly ServiceCall[], selected: string): void {
  const routes = sessionStore.getState().workspace?.routes.map(({ match }) => match) ?? [];
  const filter = serviceFilter(calls, selected, [...routes, TARGET_ROUTE]);
  setTable('traces', { filter, applied: filter });
  setTracePart('traces');
}

/**
 * What the list of traces is filtered by for a call or a service. Only services that send spans are known to be in a trace: not
 * the browser, no database or broker, no route that stands for a silent back end.
 */
export function serviceFilter(calls: readonly ServiceCall[], selected: string, routes: readonly string[]): string {
  const call = calls.find((one) => callId(one) === selected);
  const told = (name: string) =>
    name !== 'browser' && !routes.includes(name) && !calls.some(({ to, kind }) => to === name && isSystem(kind));
  return (call ? [call.from, call.to] : [selected])
    .filter(told)
    .map((name) => `service:${/\s/.test(name) ? `"${name}"` : name}`)
    .join(' ');
}

function isSystem(kind: string): boolean {
  return kind === 'db' || kind === 'messaging';
}
