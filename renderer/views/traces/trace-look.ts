// Pure: what a row of a trace is called, its colour, and the marks on its bar.
import { PROXY_SERVICE, type TraceNode } from '../../../main/model/trace-node.ts';
import type { MarkShape, MarkTone } from '../../kit/mark.tsx';
import { splitUrl } from '../../store/row-facts.ts';
import { LEVEL_LOOKS } from '../logs/log-look.ts';

/** Hues of services in order of their first row; they come round again, and the name stands beside each. */
const HUES = ['fetch', 'eventsource', 'script', 'websocket', 'hmr'] as const;

/** The colour of a service among those of a trace, as a CSS value. The proxy has its own. */
export function serviceColour(services: readonly string[], service: string): string {
  if (service === PROXY_SERVICE) return 'var(--lane-document)';
  const place = services.filter((name) => name !== PROXY_SERVICE).indexOf(service);
  return place < 0 ? 'var(--lane-asset)' : `var(--lane-${HUES[place % HUES.length] ?? HUES[0]})`;
}

/** A row's name: who, and what. Words that need translating are left to the view. */
export function nodeName({ subject, service }: TraceNode): { readonly lead: string; readonly text: string } {
  switch (subject.kind) {
    case 'page':
      return { lead: '', text: subject.url === undefined ? subject.pageId : pathOf(subject.url) };
    case 'action':
      return { lead: subject.record.action, text: subject.record.label };
    case 'exchange':
      return { lead: service, text: `${subject.record.method} ${pathOf(subject.record.url)}` };
    case 'span':
      return { lead: service, text: subject.record.name };
    case 'log':
      return { lead: service, text: subject.record.message };
    case 'error':
      return { lead: service, text: `${subject.record.name}: ${subject.record.message}` };
    case 'missing':
      return { lead: '', text: subject.spanId };
  }
}

function pathOf(url: string): string {
  const { path, search } = splitUrl(url);
  return `${path}${search}`;
}

export interface BarMark {
  readonly id: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
  readonly shape: MarkShape;
  readonly tone: MarkTone;
}

/** Most marks on one bar; those that tell of trouble stay. */
export const MAX_BAR_MARKS = 40;

/** The log lines and errors right below a row, as marks in order of time. */
export function toBarMarks({ children }: TraceNode): readonly BarMark[] {
  const marks = children.flatMap((child) => {
    const look = markLook(child);
    return look ? [{ id: child.id, at: child.from, ...look }] : [];
  });
  if (marks.length <= MAX_BAR_MARKS) return marks;
  const trouble = marks.filter(({ tone }) => tone !== 'dim');
  const quiet = marks.filter(({ tone }) => tone === 'dim');
  return [...trouble, ...quiet].slice(0, MAX_BAR_MARKS).sort((a, b) => a.at - b.at);
}

/** What stands for a row without a duration. */
export function markLook({ subject }: TraceNode): { readonly shape: MarkShape; readonly tone: MarkTone } | undefined {
  if (subject.kind === 'log') return LEVEL_LOOKS[subject.record.level];
  if (subject.kind === 'error') return { shape: 'square', tone: 'server' };
  return subject.kind === 'action' ? { shape: 'ringed', tone: 'none' } : undefined;
}

/** How long a row lasted, in milliseconds; undefined for what is but an instant. */
export function nodeDuration({ subject, from, to }: TraceNode): number | undefined {
  return subject.kind === 'log' || subject.kind === 'error' || subject.kind === 'action' ? undefined : to - from;
}
