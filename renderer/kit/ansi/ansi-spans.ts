// Kit: a line of terminal output → spans with their colours. Only colours and weights are read; all that moves a cursor is left out.
import { createAnsiSequenceParser, type ParseToken } from 'ansi-sequence-parser';

/** A piece of text in one look. */
export interface AnsiSpan {
  readonly text: string;
  /** Classes: `ansi-red`, `ansi-bg-blue`, `ansi-bold`, … */
  readonly className: string;
  /** CSS colours, where the line names them by number: of text and ground. */
  readonly color?: string;
  readonly background?: string;
}

/** Most spans made of one line; what follows is plain. */
export const MAX_SPANS = 500;

/** ESC and the one-byte CSI (ECMA-48 section 5.3). */
const ESCAPE = String.fromCharCode(27);
const CSI = String.fromCharCode(0x9b);

/** Operating system commands (titles, links), which end with BEL or ST. */
const COMMANDS = new RegExp(`${ESCAPE}[\\]PX^_][^${ESCAPE}\\u0007]*(?:\\u0007|${ESCAPE}\\\\)?`, 'g');
/** Control sequences other than `m` (ECMA-48 section 5.4), and escapes of two bytes. */
const MOVES = new RegExp(`(?:${ESCAPE}\\[|${CSI})[0-?]*[ -/]*(?![m])[@-~]|${ESCAPE}[ -/]*[0-Z\\\\^-~]`, 'g');
const COLOURS = new RegExp(`(?:${ESCAPE}\\[|${CSI})[0-?]*[ -/]*m`, 'g');
/** Control characters that no line shows: all but tab and line feed, and what is left of an escape. */
const CONTROLS = new RegExp(`[\\u0000-\\u0008\\u000b-\\u001f\\u007f-\\u009f]`, 'g');

/** Whether a text has any control sequence. */
export function hasAnsi(text: string): boolean {
  return text.includes(ESCAPE) || text.includes(CSI);
}

/** The text as it reads, without any control sequence. */
export function stripAnsi(text: string): string {
  return hasAnsi(text)
    ? text.replace(COMMANDS, '').replace(COLOURS, '').replace(MOVES, '').replace(CONTROLS, '')
    : text.replace(CONTROLS, '');
}

/** The line in spans; one without class where it has no colours. */
export function toAnsiSpans(text: string): readonly AnsiSpan[] {
  if (!hasAnsi(text)) return [{ text: stripAnsi(text), className: '' }];
  const coloured = text.replace(COMMANDS, '').replace(MOVES, '').replaceAll(CSI, `${ESCAPE}[`);
  const tokens = createAnsiSequenceParser().parse(coloured);
  const spans = tokens.slice(0, MAX_SPANS).map(toSpan);
  const rest = tokens.slice(MAX_SPANS).map((token) => stripAnsi(token.value));
  return [...spans, ...(rest.length > 0 ? [{ text: rest.join(''), className: '' }] : [])].filter(
    (span) => span.text !== '',
  );
}

/** The spans of one part of a line: `part` as it reads without control sequences; all of it plain where the line does not hold it. */
export function partOfSpans(line: string, part: string): readonly AnsiSpan[] {
  const spans = toAnsiSpans(line);
  const whole = spans.map((span) => span.text).join('');
  const from = part === '' ? -1 : whole.indexOf(part);
  if (from < 0) return [{ text: part, className: '' }];
  let at = 0;
  return spans.flatMap((span) => {
    const start = Math.max(0, from - at);
    const end = Math.min(span.text.length, from + part.length - at);
    at += span.text.length;
    return start < end ? [{ ...span, text: span.text.slice(start, end) }] : [];
  });
}

type Colour = NonNullable<ParseToken['foreground']>;

function toSpan({ value, foreground, background, decorations }: ParseToken): AnsiSpan {
  const reversed = decorations.has('reverse');
  const ink = reversed ? background : foreground;
  const ground = reversed ? foreground : background;
  const classes = [
    ...[...decorations].filter((name) => name !== 'reverse').map((name) => `ansi-${name}`),
    reversed && !ink && !ground ? 'ansi-reverse' : '',
    className('ansi-', ink),
    className('ansi-bg-', ground),
  ];
  const color = ownColour(ink);
  const fill = ownColour(ground);
  return {
    text: stripAnsi(value),
    className: classes.filter(Boolean).join(' '),
    ...(color === undefined ? {} : { color }),
    ...(fill === undefined ? {} : { background: fill }),
  };
}

/** The first 16 colours are the theme's own. */
const NAMES = ['black', 'red', 'green', 'yellow', 'blue', 'magenta', 'cyan', 'white'] as const;

function className(prefix: string, colour: Colour | null): string {
  if (colour?.type === 'named') return prefix + colour.name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`);
  if (colour?.type !== 'table' || colour.index >= 16) return '';
  return `${prefix}${colour.index >= 8 ? 'bright-' : ''}${NAMES[colour.index % 8] ?? ''}`;
}

/** A colour given by number, as CSS; the 6 × 6 × 6 cube and the 24 greys of xterm. */
function ownColour(colour: Colour | null): string | undefined {
  if (colour?.type === 'rgb') return `rgb(${colour.rgb.map((part) => part & 255).join(' ')})`;
  if (colour?.type !== 'table' || colour.index < 16 || colour.index > 255) return undefined;
  if (colour.index >= 232) {
    const grey = 8 + (colour.index - 232) * 10;
    return `rgb(${grey} ${grey} ${grey})`;
  }
  const step = (index: number) => (index === 0 ? 0 : 55 + index * 40);
  const at = colour.index - 16;
  return `rgb(${step(Math.floor(at / 36))} ${step(Math.floor(at / 6) % 6)} ${step(at % 6)})`;
}
