// Renderer kit: something the reader must know, said in the pane concerned. Never floats, never pushes rows.
import type { ReactNode } from 'react';
import { Mark, type MarkShape, type MarkTone } from './mark.tsx';

export type NoticeLevel = 'info' | 'warning' | 'error';

const LOOKS: Readonly<Record<NoticeLevel, { shape: MarkShape; tone: MarkTone; name: string }>> = {
  info: { shape: 'dot', tone: 'none', name: 'info' },
  warning: { shape: 'triangle', tone: 'client', name: 'client' },
  error: { shape: 'square', tone: 'server', name: 'server' },
};

/** One line: a mark, what is the matter, and what can be done about it. */
export function NoticeLine({
  level,
  title,
  children,
}: {
  readonly level: NoticeLevel;
  readonly title: string;
  readonly children?: ReactNode;
}) {
  const look = LOOKS[level];
  return (
    <div className={`note ${look.name}`} role={level === 'error' ? 'alert' : 'note'}>
      <Mark shape={look.shape} tone={look.tone} />
      <span className="med">{title}</span>
      {children}
    </div>
  );
}
