// Between the recorder and the maps' thread: looks up the frames of errors that the recorder has shown already, and gives them back.
import { faultCode, faultMessage } from './base/fault.ts';
import type { FramesQuestion } from './recorder-link.ts';
import type { SourceFrame, Unresolved } from './model/source-frame.ts';
import type { SourceMapper } from './sourcemaps/source-mapper.ts';

/** How long the end of a recording waits for frames, in milliseconds. */
export const SETTLE_MS = 2_000;

export interface ErrorMappingOptions {
  /** Looks frames up among all that has happened so far. */
  readonly mapFrames: SourceMapper['mapFrames'];
  readonly answer: (errorId: string, stack: readonly SourceFrame[]) => void;
  /** Resolves when the recorder has taken all that was sent; with the number of errors whose frames have not come back. */
  readonly sync: () => Promise<number>;
  /** The machine's timer by default. */
  readonly wait?: (ms: number) => { readonly over: Promise<void>; readonly cancel: () => void };
}

export interface ErrorMapping {
  ask(question: FramesQuestion): void;
  /** Resolves when no error waits for its frames any more, or after `SETTLE_MS`. */
  settle(): Promise<void>;
}

export function createErrorMapping(options: ErrorMappingOptions): ErrorMapping {
  const { mapFrames, answer, sync, wait = startTimer } = options;
  const underWay = new Set<Promise<void>>();

  function ask({ errorId, frames, at }: FramesQuestion): void {
    const done = mapFrames(frames, at)
      .catch((fault: unknown) => refused(frames, { code: faultCode(fault), message: faultMessage(fault) }))
      .then((stack) => answer(errorId, stack))
      .finally(() => underWay.delete(done));
    underWay.add(done);
  }

  async function settleAll(isLate: () => boolean): Promise<void> {
    // What comes back lets the recorder ask for more.
    while (!isLate() && (await sync()) > 0) await Promise.all(underWay);
  }

  async function settle(): Promise<void> {
    const timer = wait(SETTLE_MS);
    let late = false;
    const limit = timer.over.then(() => {
      late = true;
    });
    // Without a recorder nobody waits.
    await Promise.race([settleAll(() => late).catch(() => undefined), limit]);
    timer.cancel();
  }

  return { ask, settle };
}

function refused(frames: readonly SourceFrame[], unresolved: Unresolved): readonly SourceFrame[] {
  return frames.map((frame) => ({ ...frame, unresolved }));
}

function startTimer(ms: number): { readonly over: Promise<void>; readonly cancel: () => void } {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms);
  });
  return { over, cancel: () => clearTimeout(timer) };
}
