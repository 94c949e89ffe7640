// Ingest: a process's output as pieces of text, as they come. Constant work for each: lines are split on the recorder's thread.
import { StringDecoder } from 'node:string_decoder';

export interface OutputPieces<T> {
  push(piece: T): void;
  /** Ends a line that was not ended. */
  end(): void;
}

/** Decodes UTF-8, also where it is cut between chunks. */
export function createOutputPieces(onText: (text: string) => void): OutputPieces<Uint8Array> {
  const decoder = new StringDecoder('utf8');
  const ender = createLineEnder(onText);
  return {
    push: (bytes) => ender.push(decoder.write(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength))),
    end: () => {
      ender.push(decoder.end());
      ender.end();
    },
  };
}

/** Hands text on, and a line feed at the end where there is none. */
export function createLineEnder(onText: (text: string) => void): OutputPieces<string> {
  let isLineOpen = false;
  const push = (text: string): void => {
    if (text === '') return;
    isLineOpen = !text.endsWith('\n');
    onText(text);
  };
  return { push, end: () => (isLineOpen ? push('\n') : undefined) };
}
