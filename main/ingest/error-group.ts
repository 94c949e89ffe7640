// Ingest: which errors are one to a person: the same name, message but for its changing parts, and place in one's own code.
import type { ErrorReport } from '../model/error-report.ts';
import type { SourceFrame } from '../model/source-frame.ts';

/** Characters of a key. */
export const GROUP_CHARACTERS = 600;
/** Characters of a message that count. */
const MESSAGE_PART = 300;

const LIBRARY =
  /(?:^|[/\\])node_modules[/\\]|^(?:node|internal|native):|-extension:|\/@vite\/|\/webpack\/(?:bootstrap|runtime)/;

/** The key of an error; computed again once its frames are mapped. */
export function toGroup({ name, message, stack }: Pick<ErrorReport, 'name' | 'message' | 'stack'>): string {
  const place = toPlace(stack);
  return `${name}: ${toMessagePattern(message)}${place === '' ? '' : ` @ ${place}`}`.slice(0, GROUP_CHARACTERS);
}

/** A message with placeholders where addresses, ids, quoted values and numbers stand. */
export function toMessagePattern(message: string): string {
  return message
    .slice(0, MESSAGE_PART)
    .replace(/\s+/g, ' ')
    .replace(/\b[a-z][a-z0-9+.-]*:\/\/[^\s'"`)\]}>]+/gi, '<url>')
    .replace(/"[^"]*"|`[^`]*`|(?<![\w'])'[^']*'(?!\w)/g, '<text>')
    .replace(/\b[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}\b/gi, '<id>')
    .replace(/\b(?:0x[0-9a-f]+|(?=[0-9a-f]*\d)[0-9a-f]{8,})\b/gi, '<id>')
    .replace(/\d+(?:[.,]\d+)*/g, '<n>')
    .trim();
}

/** The first frame of one's own, as written where that is known. */
function toPlace(stack: readonly SourceFrame[]): string {
  const own = stack.find(isOwn) ?? stack.find((frame) => frame.url !== undefined);
  if (own === undefined) return '';
  const { original, url = '', line, functionName = '' } = own;
  const place = original ? `${original.source}:${original.line}` : `${withoutQuery(url)}:${line ?? ''}`;
  return `${place} ${functionName}`.trim();
}

function isOwn({ original, url }: SourceFrame): boolean {
  if (original) return !original.ignored;
  return url !== undefined && !LIBRARY.test(url);
}

/** Development servers put what changes with each edit into the query. */
function withoutQuery(url: string): string {
  return url.replace(/[?#].*$/s, '');
}
