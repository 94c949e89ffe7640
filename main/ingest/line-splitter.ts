// Ingest: bytes of a process's output, made into lines.
import { StringDecoder } from 'node:string_decoder';

/** Longest piece handed on, in characters; a longer line comes in pieces. */
export const LINE_LIMIT = 64 * 1024;

export interface LineSplitter {
  push(bytes: Uint8Array): void;
  /** Hands on what came after the last line's end. */
  end(): void;
}

/** Calls `onLine` with each line without its end (LF or CRLF); UTF-8 that is cut between chunks is put together. */
export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  const take = (text: string): void => {
    let from = 0;
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', from)) {
      rest += text.slice(from, at);
      onLine(rest.endsWith('\r') ? rest.slice(0, -1) : rest);
      rest = '';
      from = at + 1;
    }
    rest += text.slice(from);
    while (rest.length > LINE_LIMIT) {
      onLine(rest.slice(0, LINE_LIMIT));
      rest = rest.slice(LINE_LIMIT);
    }
  };
  return {
    push: (bytes) => take(decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))),
    end: () => {
      take(decoder.end());
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
