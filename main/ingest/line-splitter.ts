// Ingest: pieces of a process's output, made into lines for those who wait for one of them.

/** Longest piece handed on, in characters; a longer line comes in pieces. */
export const LINE_LIMIT = 64 * 1024;

export interface LineSplitter {
  push(text: string): void;
  /** Hands on what came after the last line's end. */
  end(): void;
}

/** Calls `onLine` with each line without its end (LF or CRLF). */
export function createLineSplitter(onLine: (line: string) => void): LineSplitter {
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
    push: take,
    end: () => {
      if (rest !== '') onLine(rest);
      rest = '';
    },
  };
}
