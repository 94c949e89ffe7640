// View: a row's bar on the trace's axis: phases of a request, a span's own time and its gaps, marks of log lines. Hidden from
// assistive technology: start and duration stand in words beside it.
import type { TraceNode } from '../../../main/model/trace-node.ts';
import { Mark } from '../../kit/mark.tsx';
import { toPhaseSlices } from '../../kit/phase-bar.tsx';
import { toPercent } from '../../store/axis.ts';
import type { Span } from '../../store/strip.ts';
import { markLook, toBarMarks } from './trace-look.ts';

interface BarProps {
  readonly node: TraceNode;
  readonly axis: Span;
  readonly colour: string;
}

export function TraceBar({ node, axis, colour }: BarProps) {
  const look = markLook(node);
  return (
    <span className="tlane" aria-hidden="true" style={{ ['--c' as string]: colour }}>
      {look ? <At at={node.from} axis={axis} {...look} /> : <Bar node={node} axis={axis} />}
      {!look && toBarMarks(node).map(({ id, ...mark }) => <At key={id} axis={axis} {...mark} />)}
    </span>
  );
}

function At({ at, axis, shape, tone }: { readonly at: number; readonly axis: Span } & Parameters<typeof Mark>[0]) {
  return (
    <i className="tmark" style={{ left: `${clamp(toPercent(at, axis))}%` }}>
      <Mark shape={shape} {...(tone === undefined ? {} : { tone })} />
    </i>
  );
}

function Bar({ node, axis }: { readonly node: TraceNode; readonly axis: Span }) {
  const { subject, gaps } = node;
  if (subject.kind === 'page' || subject.kind === 'missing')
    return <i className={`tline ${subject.kind}`} style={place(node, axis)} />;
  const between = gaps.filter(({ kind }) => kind === 'between');
  return (
    <>
      {subject.kind === 'exchange' ? <Phases node={node} axis={axis} /> : <Work node={node} axis={axis} />}
      {between.map((gap) => (
        <i key={gap.from} className="tgap" style={place(gap, axis)} />
      ))}
    </>
  );
}

/** A request's phases, end to end; one that runs is open at its end. */
function Phases({ node, axis }: { readonly node: TraceNode; readonly axis: Span }) {
  if (node.subject.kind !== 'exchange') return null;
  const slices = toPhaseSlices(node.subject.record.timings);
  if (node.running || slices.length === 0)
    return <i className={node.running ? 'ph pend' : 'ph wait first last'} style={place(node, axis)} />;
  return slices.map(({ phase, from, duration }, index) => (
    <i
      key={phase}
      className={`ph ${phase}${index === 0 ? ' first' : ''}${index === slices.length - 1 ? ' last' : ''}`}
      style={place({ from: node.from + from, to: node.from + from + duration }, axis)}
    />
  ));
}

/** A span: pale where others work for it, full where it works itself. */
function Work({ node, axis }: { readonly node: TraceNode; readonly axis: Span }) {
  const calls = node.children.some(({ subject }) => subject.kind === 'span' || subject.kind === 'exchange');
  return (
    <>
      <i className={calls ? 'tbar pale' : 'tbar'} style={place(node, axis)} />
      {node.gaps
        .filter(({ kind }) => kind === 'own')
        .map((gap) => (
          <i key={gap.from} className="tbar own" style={place(gap, axis)} />
        ))}
    </>
  );
}

function place({ from, to }: Span, axis: Span): { readonly left: string; readonly width: string } {
  const left = clamp(toPercent(from, axis));
  return { left: `${left}%`, width: `${clamp(toPercent(to, axis)) - left}%` };
}

function clamp(percent: number): number {
  return Math.min(100, Math.max(0, percent));
}
