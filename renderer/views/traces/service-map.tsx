// View: services as boxes and their calls as lines with figures. Boxes and figures are buttons; the lines themselves are but drawn.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ServiceCall } from '../../../main/model/protocol.ts';
import { formatCount, formatDuration, formatShare } from '../../kit/format.ts';
import { Mark } from '../../kit/mark.tsx';
import {
  callId,
  NODE_HEIGHT,
  NODE_WIDTH,
  planServices,
  toPath,
  type ServiceBox,
  type ServiceLine,
} from './service-layout.ts';

export interface ServiceMapProps {
  readonly calls: readonly ServiceCall[];
  /** A call's id or a service's name. */
  readonly selected: string | null;
  readonly onSelect: (id: string | null) => void;
}

export function ServiceMap({ calls, selected, onSelect }: ServiceMapProps) {
  const { t } = useTranslation('traces');
  const plan = useMemo(() => planServices(calls), [calls]);
  const toggle = (id: string) => onSelect(selected === id ? null : id);
  return (
    <div
      className="smap"
      role="group"
      tabIndex={0}
      aria-label={t('map')}
      onKeyDown={(event) => event.key === 'Escape' && onSelect(null)}
    >
      <div className="smap-plan" style={{ width: plan.width, height: plan.height }}>
        <svg width={plan.width} height={plan.height} aria-hidden="true">
          <defs>
            <marker
              id="service-arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerUnits="userSpaceOnUse"
              markerWidth="9"
              markerHeight="9"
              orient="auto-start-reverse"
            >
              <path d="M0 0.500 8 4 0 7.500z" />
            </marker>
          </defs>
          {plan.lines.map(({ id, call, points }) => (
            <path
              key={id}
              className={['sline', call.errors > 0 ? 'err' : '', isLit(call, selected) ? 'on' : ''].join(' ').trim()}
              d={toPath(points)}
              markerEnd="url(#service-arrow)"
            />
          ))}
        </svg>
        {plan.lines.map((line) => (
          <LineFigures key={line.id} line={line} on={selected === line.id} onClick={() => toggle(line.id)} />
        ))}
        {plan.boxes.map((box) => (
          <Box key={box.name} box={box} on={selected === box.name} onClick={() => toggle(box.name)} />
        ))}
      </div>
      {plan.left > 0 && (
        <p className="dim smap-left">{t('map.left', { count: plan.left, shown: formatCount(plan.left) })}</p>
      )}
    </div>
  );
}

/** Whether a call is selected, or belongs to the selected service. */
export function isLit(call: ServiceCall, selected: string | null): boolean {
  return selected !== null && (callId(call) === selected || call.from === selected || call.to === selected);
}

function Box({ box, on, onClick }: { readonly box: ServiceBox; readonly on: boolean; readonly onClick: () => void }) {
  const { t } = useTranslation('traces');
  const { name, count, errors, kind } = box;
  return (
    <button
      type="button"
      className={['sbox', kind === undefined ? '' : 'system', on ? 'on' : ''].join(' ').trim()}
      aria-pressed={on}
      title={name}
      style={{ left: box.x - NODE_WIDTH / 2, top: box.y - NODE_HEIGHT / 2, width: NODE_WIDTH, height: NODE_HEIGHT }}
      onClick={onClick}
    >
      <span className="row">
        <b className="cut grow">{name}</b>
        {errors > 0 && (
          <Mark shape="square" tone="server" label={t('map.errors', { count: errors, shown: formatCount(errors) })} />
        )}
      </span>
      <span className="dim cut">
        {count === 0 ? t('map.calls') : t('map.called', { count, shown: formatCount(count) })}
        {kind !== undefined && ` · ${kind}`}
      </span>
    </button>
  );
}

function LineFigures({
  line,
  on,
  onClick,
}: {
  readonly line: ServiceLine;
  readonly on: boolean;
  readonly onClick: () => void;
}) {
  const { t } = useTranslation('traces');
  const { from, to, count, errors, p50Ms, p95Ms } = line.call;
  const share = formatShare(count === 0 ? 0 : errors / count);
  return (
    <button
      type="button"
      className={on ? 'sfig on' : 'sfig'}
      aria-pressed={on}
      style={{ left: line.x, top: line.y }}
      onClick={onClick}
    >
      <span className="unseen">
        {t('map.line', {
          from,
          to,
          calls: t('map.called', { count, shown: formatCount(count) }),
          share,
          p50: formatDuration(p50Ms),
          p95: formatDuration(p95Ms),
        })}
      </span>
      <span aria-hidden="true">
        {formatCount(count)}
        {errors > 0 && <b className="t-server"> {share}</b>}
      </span>
      <span className="dim" aria-hidden="true">{`${formatDuration(p50Ms)} / ${formatDuration(p95Ms)}`}</span>
    </button>
  );
}
