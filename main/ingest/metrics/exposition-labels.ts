// Ingest, pure: the labels of a sample on a Prometheus text page.

export interface ParsedLabels {
  readonly labels: Readonly<Record<string, string>>;
  /** The metric's name, where it stands among the labels in quotes (names with any characters, Prometheus 3). */
  readonly name?: string;
}

/** Where the labels that begin at `from`, with a brace, end: after their closing brace; -1 where they do not. */
export function endOfLabels(line: string, from: number): number {
  let quoted = false;
  for (let at = from + 1; at < line.length; at += 1) {
    const char = line[at];
    if (char === '\\' && quoted) at += 1;
    else if (char === '"') quoted = !quoted;
    else if (char === '}' && !quoted) return at + 1;
  }
  return -1;
}

/** One label with its comma, or a quoted name. */
const LABEL = /\s*(?:([^\s="{},]+)|"((?:[^"\\]|\\.)*)")\s*(?:=\s*"((?:[^"\\]|\\.)*)"\s*)?(?:,|$)/y;

/** What stands between the braces; undefined where it breaks the format's rules. */
export function parseLabels(text: string): ParsedLabels | undefined {
  const labels: Record<string, string> = {};
  let name: string | undefined;
  LABEL.lastIndex = 0;
  while (LABEL.lastIndex < text.length) {
    if (text.slice(LABEL.lastIndex).trim() === '') break;
    const [whole, plain, quoted, value] = LABEL.exec(text) ?? [];
    if (whole === undefined) return undefined;
    if (value !== undefined) labels[plain ?? unescapeText(quoted ?? '')] = unescapeText(value);
    else if (quoted !== undefined && name === undefined) name = unescapeText(quoted);
    else return undefined;
  }
  return name === undefined ? { labels } : { labels, name };
}

/** Undoes the escapes of help texts and label values. */
export function unescapeText(text: string): string {
  if (!text.includes('\\')) return text;
  return text.replace(/\\(.)/g, (whole, char: string) =>
    char === 'n' ? '\n' : char === '\\' || char === '"' ? char : whole,
  );
}
