// HAR: puts what a HAR holds into a session.
import { Fault } from '../base/fault.ts';
import type { Recorded } from '../model/recorded.ts';
import { type HarWarning, readHar } from './har-reader.ts';

/** What takes the words; the store's writer is one. */
export interface RecordedSink {
  write(recorded: Recorded): void;
  /** Puts on disk what was written; false when that failed. */
  commit(): boolean;
  close(): void;
  /** Why writing fails. */
  readonly fault: { readonly code: string; readonly message: string } | undefined;
}

export interface HarImport {
  readonly exchanges: number;
  readonly warnings: number;
}

/** Bytes and words between two commits. */
const COMMIT_BYTES = 8 * 1024 * 1024;
const COMMIT_WORDS = 2_000;

/** Reads the HAR at `path` into the sink and closes it, also when reading fails. Counts what came and what was skipped. */
export async function importHar(
  path: string,
  sink: RecordedSink,
  onWarning: (warning: HarWarning) => void,
): Promise<HarImport> {
  let exchanges = 0;
  let warnings = 0;
  let bytes = 0;
  let words = 0;
  const warn = (warning: HarWarning): void => {
    warnings++;
    onWarning(warning);
  };
  try {
    for await (const recorded of readHar(path, warn)) {
      sink.write(recorded);
      if (recorded.kind === 'exchange') exchanges++;
      words++;
      bytes += sizeOf(recorded);
      if (words < COMMIT_WORDS && bytes < COMMIT_BYTES) continue;
      commitOrThrow(sink);
      bytes = words = 0;
    }
    commitOrThrow(sink);
  } finally {
    sink.close();
  }
  return { exchanges, warnings };
}

function commitOrThrow(sink: RecordedSink): void {
  if (sink.commit()) return;
  const { code, message } = sink.fault ?? { code: 'har-import-failed', message: 'The session could not be written' };
  throw new Fault(code, message);
}

function sizeOf(recorded: Recorded): number {
  if (recorded.kind === 'body') return recorded.bytes.length;
  return recorded.kind === 'frame' ? recorded.payload.length : 0;
}
