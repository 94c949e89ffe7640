// Source maps: a few lines of source around a position, as text.

/** Lines before and after the one in question. */
const AROUND = 2;
/** Longer lines are cut, in characters; the part around the column stays. */
const WIDTH = 160;

/** Five lines with numbers, the one in question marked with `>` and its column with `^`; undefined where the text has no such line. */
export function toCodeFrame(text: string, line: number, column?: number): string | undefined {
  const lines = linesAround(text, line);
  if (!lines) return undefined;
  const width = String(lines.first + lines.texts.length - 1).length;
  const cut = Math.max(0, (column ?? 1) - WIDTH / 2);
  return lines.texts
    .flatMap((content, index) => {
      const number = lines.first + index;
      const isIt = number === line;
      const shown = content.slice(cut, cut + WIDTH);
      const row = `${isIt ? '>' : ' '} ${String(number).padStart(width)} | ${shown}`.trimEnd();
      if (!isIt || column === undefined || column > content.length + 1) return [row];
      // Tabs are repeated, so that the mark stands below what it marks at any width.
      const indent = shown.slice(0, column - 1 - cut).replace(/[^\t]/g, ' ');
      return [row, `  ${' '.repeat(width)} | ${indent}^`];
    })
    .join('\n');
}

/** Goes over the text only as far as needed. */
function linesAround(text: string, line: number) {
  const texts: string[] = [];
  let start = 0;
  for (let number = 1; number <= line + AROUND; number += 1) {
    const end = text.indexOf('\n', start);
    const content = text.slice(start, end === -1 ? undefined : end).replace(/\r$/, '');
    if (number >= line - AROUND && !(end === -1 && content === '' && number > line)) texts.push(content);
    if (end === -1) {
      if (number < line) return undefined;
      break;
    }
    start = end + 1;
  }
  return { first: Math.max(1, line - AROUND), texts };
}
