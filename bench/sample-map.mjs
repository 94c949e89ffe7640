// Bench: a source map of a given size, the same each time.

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const SOURCES = 300;
const LINES_PER_SOURCE = 120;

/** Base64 VLQ (ECMA-426). */
function vlq(value) {
  let rest = value < 0 ? (-value << 1) | 1 : value << 1;
  let text = '';
  do {
    const digit = rest & 31;
    rest >>>= 5;
    text += DIGITS[rest > 0 ? digit | 32 : digit];
  } while (rest > 0);
  return text;
}

/** Numbers that look random and are the same each time. */
function sequence() {
  let state = 12345;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return state % below;
  };
}

/**
 * A map of about that many bytes, as a bundler writes it: one generated line for one of the source, a third of the
 * segments with names, and the sources' text for as much of the size as asked.
 */
export function makeMap(bytes, contentShare) {
  const next = sequence();
  const names = Array.from({ length: 2000 }, (_, i) => `name${i}`);
  const content = 'x'.repeat(Math.floor((bytes * contentShare) / SOURCES));
  let mappings = '';
  let [line, column, name, source, lines] = [0, 0, 0, 0, 0];
  const fixed = SOURCES * (content.length + 40) + names.length * 11;
  while (mappings.length + fixed < bytes) {
    const target = Math.floor(lines / LINES_PER_SOURCE) % SOURCES;
    const toLine = lines % LINES_PER_SOURCE;
    for (let i = 0; i < 8; i += 1) {
      const toColumn = i * 6 + next(6);
      mappings +=
        (i > 0 ? ',' : '') +
        vlq(i === 0 ? 0 : 4 + next(8)) +
        vlq(target - source) +
        vlq(toLine - line) +
        vlq(toColumn - column);
      [source, line, column] = [target, toLine, toColumn];
      if (i % 3 === 0) {
        const toName = next(names.length);
        mappings += vlq(toName - name);
        name = toName;
      }
    }
    mappings += ';';
    lines += 1;
  }
  const sources = Array.from({ length: SOURCES }, (_, i) => `webpack://shop/./src/module-${i}.ts`);
  const sourcesContent = contentShare > 0 ? sources.map(() => content) : undefined;
  return { text: JSON.stringify({ version: 3, sources, sourcesContent, names, mappings }), lines };
}
