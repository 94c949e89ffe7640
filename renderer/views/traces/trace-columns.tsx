// View: the columns of a trace's tree: the row's name with its place, its bar, its time.
import type { TFunction } from 'i18next';
import type { TraceTree } from '../../../main/model/trace-node.ts';
import { formatDuration } from '../../kit/format.ts';
import type { GridColumn } from '../../kit/grid-types.ts';
import { Icon } from '../../kit/icon.tsx';
import { Mark } from '../../kit/mark.tsx';
import type { Span } from '../../store/strip.ts';
import { TraceBar } from './trace-bar.tsx';
import type { TraceLine } from './trace-lines.ts';
import { markLook, nodeDuration, nodeName, serviceColour } from './trace-look.ts';

/** Pixels of indent a level, and the deepest level that is indented further. */
const INDENT = 14;
const DEEPEST = 12;

/** Parts of the axis that are named in the head. */
const TICKS = [0, 0.25, 0.5, 0.75, 1] as const;

export interface TraceColumnsOptions {
  readonly tree: TraceTree;
  readonly onFold: (id: string) => void;
  /** Pixels of the name's column. */
  readonly nameWidth: number;
}

/** The axis of a trace: never without length. */
export function traceAxis({ from, to }: Pick<TraceTree, 'from' | 'to'>): Span {
  return { from, to: Math.max(to, from + 0.001) };
}

export function traceColumns(
  t: TFunction<'traces'>,
  { tree, onFold, nameWidth }: TraceColumnsOptions,
): readonly GridColumn<TraceLine>[] {
  const axis = traceAxis(tree);
  return [
    {
      id: 'name',
      label: t('tree.name'),
      width: nameWidth,
      minWidth: 140,
      className: 'tname',
      cell: (line) => (
        <NameCell line={line} colour={serviceColour(tree.services, line.node.service)} onFold={onFold} t={t} />
      ),
    },
    {
      id: 'bar',
      label: t('tree.bar'),
      head: <AxisHead axis={axis} label={t('tree.bar')} />,
      minWidth: 160,
      className: 'tcell',
      cell: ({ node }) => <TraceBar node={node} axis={axis} colour={serviceColour(tree.services, node.service)} />,
    },
    {
      id: 'time',
      label: t('tree.time'),
      width: 84,
      align: 'end',
      cell: ({ node }) => {
        const duration = nodeDuration(node);
        return (
          <>
            <span className="unseen">{t('tree.at', { offset: formatDuration(node.from - tree.from) })} </span>
            {duration === undefined ? (
              <span className="dim" aria-hidden="true">
                {formatDuration(node.from - tree.from)}
              </span>
            ) : node.running ? (
              t('tree.running')
            ) : (
              formatDuration(duration)
            )}
          </>
        );
      },
    },
  ];
}

function AxisHead({ axis, label }: { readonly axis: Span; readonly label: string }) {
  return (
    <>
      <span className="unseen">{label}</span>
      <span className="taxis" aria-hidden="true">
        {TICKS.map((share) => (
          <span key={share}>{share === 0 ? '0' : formatDuration(share * (axis.to - axis.from))}</span>
        ))}
      </span>
    </>
  );
}

interface NameProps {
  readonly line: TraceLine;
  readonly colour: string;
  readonly onFold: (id: string) => void;
  readonly t: TFunction<'traces'>;
}

function NameCell({ line, colour, onFold, t }: NameProps) {
  const { node, place } = line;
  const { lead, text } = nodeName(node);
  const mark = markLook(node);
  const indent = Math.min(place.level - 1, DEEPEST) * INDENT;
  const missing = node.subject.kind === 'missing';
  const word =
    node.subject.kind === 'page' ? t('tree.page', { path: text }) : missing ? t('tree.missing', { id: text }) : text;
  return (
    <span className="tnode" style={{ paddingLeft: indent }} title={[lead, word].filter(Boolean).join(' ')}>
      {place.open === undefined ? (
        <span className="tfold" />
      ) : (
        <button
          type="button"
          className="tfold"
          tabIndex={-1}
          aria-hidden="true"
          data-fold=""
          title={t(place.open ? 'tree.fold' : 'tree.unfold')}
          onClick={(event) => {
            event.stopPropagation();
            onFold(line.id);
          }}
        >
          <Icon name={place.open ? 'down' : 'right'} small />
        </button>
      )}
      {mark ? (
        <Mark {...mark} />
      ) : (
        <i className={missing ? 'tservice absent' : 'tservice'} style={{ background: colour }} />
      )}
      {lead !== '' && <span className="dim">{lead}</span>} <span className={missing ? 'cut dim' : 'cut'}>{word}</span>
      {place.level > DEEPEST + 1 && <span className="tlevel dim">{place.level}</span>}
      <Trouble line={line} t={t} />
    </span>
  );
}

function Trouble({ line: { node, place }, t }: Pick<NameProps, 'line' | 't'>) {
  if (node.subject.kind === 'error' || node.subject.kind === 'log') return null;
  if (node.failed) return <Mark shape="square" tone="server" label={t('tree.failed')} />;
  if (node.failedBelow && place.open === false)
    return <Mark shape="triangle" tone="client" label={t('tree.failedBelow')} />;
  return null;
}
