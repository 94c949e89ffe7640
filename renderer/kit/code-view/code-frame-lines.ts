// Kit: the text of a code frame, as compilers print it → its lines with their numbers, the line that is meant, and the mark under it.

export interface FrameLine {
  /** From 1; absent where the line has none: a mark, or text around the frame. */
  readonly number?: number;
  readonly text: string;
  /** `hit` is what is meant, `mark` points at it from below. */
  readonly role: 'code' | 'hit' | 'mark' | 'text';
}

/** `> 12 | code`, with `│` or `:` for the bar in other tools. */
const NUMBERED = /^\s*(>)?\s*(\d+)\s*[|│](.*)$/;
const UNNUMBERED = /^\s*>?\s*[|│:·](.*)$/;
const MARK = /^[\s^~─┬╰╭┴|·-]*[\^~─┬][\s^~─┬╰╭┴|·-]*/;

/** Reads a frame. What is no line of code keeps its text. `line` (from 1) is the one that is meant, where the frame does not say. */
export function parseCodeFrame(frame: string, line?: number): readonly FrameLine[] {
  const read = frame.replace(/\s+$/, '').split('\n').map(readLine);
  const indent = Math.min(
    ...read
      .filter(({ role, text }) => (role === 'code' || role === 'hit') && text.trim() !== '')
      .map(({ text }) => leading(text)),
  );
  const pad = Number.isFinite(indent) ? Math.min(indent, PAD) : 0;
  const lines = read.map((each) =>
    each.role === 'text' ? each : { ...each, text: each.text.slice(Math.min(pad, leading(each.text))) },
  );
  const said = lines.some(({ role }) => role === 'hit');
  if (said) return onlyMarksOfHit(lines);
  const hit = line !== undefined && lines.some(({ number }) => number === line) ? line : undefined;
  const meant = lines.map((each, index) => {
    const marked = hit === undefined ? lines[index + 1]?.role === 'mark' : each.number === hit;
    return each.role === 'code' && marked ? { ...each, role: 'hit' as const } : each;
  });
  return onlyMarksOfHit(meant);
}

/** Without marks that stand below other lines: a range's first line is not the one that is meant. */
function onlyMarksOfHit(lines: readonly FrameLine[]): readonly FrameLine[] {
  return lines.filter(({ role }, index) => role !== 'mark' || lines[index - 1]?.role === 'hit');
}

/** Blanks that tools put between the bar and the code. */
const PAD = 2;

function readLine(raw: string): FrameLine {
  const numbered = NUMBERED.exec(raw);
  if (numbered) {
    const [, arrow, number, text = ''] = numbered;
    return { number: Number(number), text, role: arrow === undefined ? 'code' : 'hit' };
  }
  const text = UNNUMBERED.exec(raw)?.[1];
  return text !== undefined && MARK.test(text) ? { text, role: 'mark' } : { text: raw, role: 'text' };
}

function leading(text: string): number {
  return text.length - text.trimStart().length;
}
