// Kit: a line of terminal output in the theme's colours. Text stays text: no markup is ever made of it.
import { memo, type CSSProperties } from 'react';
import { partOfSpans, toAnsiSpans, type AnsiSpan } from './ansi-spans.ts';
import './ansi.css';

interface AnsiTextProps {
  /** What it holds between control sequences is shown as it is. */
  readonly text: string;
  /** The part of it to show, without control sequences; all without it. */
  readonly part?: string | undefined;
}

/** The line. */
export const AnsiText = memo(function AnsiText({ text, part }: AnsiTextProps) {
  const spans = part === undefined ? toAnsiSpans(text) : partOfSpans(text, part);
  const [first] = spans;
  if (first && spans.length === 1 && first.className === '' && !first.color) return first.text;
  return spans.map((span, index) => (
    <span key={index} className={span.className || undefined} style={toStyle(span)}>
      {span.text}
    </span>
  ));
});

/** A colour by number was chosen for one ground; `--ansi-own` lets the theme move it to where it can be read on its own. */
function toStyle({ color, background }: AnsiSpan): CSSProperties | undefined {
  if (color === undefined && background === undefined) return undefined;
  if (background === undefined) return { color: `color-mix(in oklab, ${color} 62%, var(--ink))` };
  return { background: `color-mix(in srgb, ${background} 22%, transparent)` };
}
