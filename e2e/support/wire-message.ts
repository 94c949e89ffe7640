// End to end: HTTP/1 messages taken apart as they stand on the wire, for comparing what two ways delivered.

/** One message, as far as it came. */
export interface WireMessage {
  /** Interim answers before it, each with its fields. */
  readonly interim: readonly string[];
  /** Request line or status line. */
  readonly start: string;
  /** `Name: value` in wire order. */
  readonly fields: readonly string[];
  readonly framing: 'none' | 'length' | 'chunks' | 'close';
  /** Content without framing, as latin1. */
  readonly content: string;
  readonly trailers: readonly string[];
  /** Its end came. */
  readonly whole: boolean;
}

/** How a message is read: answers to HEAD have no content, and the end of a connection ends some messages. */
export interface ReadingRules {
  readonly request: boolean;
  readonly head?: boolean;
  /** How the connection stands: `open`, `ended` in order, or `reset`. */
  readonly connection: 'open' | 'ended' | 'reset';
}

/** The first message of a text; undefined while its head is not complete. */
export function readMessage(text: string, rules: ReadingRules): WireMessage | undefined {
  const interim: string[] = [];
  for (let rest = text; ;) {
    const end = rest.indexOf('\r\n\r\n');
    if (end === -1) return undefined;
    const head = rest.slice(0, end);
    rest = rest.slice(end + 4);
    if (!rules.request && /^HTTP\/1\.1 1(?!01)/.test(head)) {
      interim.push(head);
      continue;
    }
    const [start = '', ...fields] = head.split('\r\n');
    return { interim, start, fields, ...readContent(rest, start, fields, rules) };
  }
}

type Content = Pick<WireMessage, 'framing' | 'content' | 'trailers' | 'whole'>;

function readContent(rest: string, start: string, fields: readonly string[], rules: ReadingRules): Content {
  const none: Content = { framing: 'none', content: '', trailers: [], whole: true };
  if (rules.head === true || (!rules.request && /^HTTP\/1\.. (?:204|304|101)/.test(start))) return none;
  if (valueOf(fields, 'transfer-encoding') !== undefined) return readChunks(rest);
  const length = valueOf(fields, 'content-length');
  if (length !== undefined) {
    const content = rest.slice(0, Number(length));
    return { framing: 'length', content, trailers: [], whole: content.length === Number(length) };
  }
  if (rules.request) return none;
  return { framing: 'close', content: rest, trailers: [], whole: rules.connection === 'ended' };
}

function readChunks(text: string): Content {
  let content = '';
  for (let at = 0; ;) {
    const lineEnd = text.indexOf('\r\n', at);
    const size = lineEnd === -1 ? NaN : parseInt(text.slice(at, lineEnd), 16);
    if (Number.isNaN(size)) return { framing: 'chunks', content, trailers: [], whole: false };
    if (size === 0) {
      const tail = text.slice(lineEnd);
      const end = tail.indexOf('\r\n\r\n');
      const trailers = end > 0 ? tail.slice(2, end).split('\r\n') : [];
      return { framing: 'chunks', content, trailers, whole: end !== -1 };
    }
    content += text.slice(lineEnd + 2, lineEnd + 2 + size);
    at = lineEnd + 2 + size + 2;
    if (at > text.length) return { framing: 'chunks', content, trailers: [], whole: false };
  }
}

function valueOf(fields: readonly string[], name: string): string | undefined {
  const line = fields.find((field) => field.toLowerCase().startsWith(`${name}:`));
  return line?.slice(name.length + 1).trim();
}
