// Shell: how a person or a system asks a run to end. The first signal ends it in good order, the second at once.
import { constants } from 'node:os';

export type StopName = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

const STOP_SIGNALS: readonly StopName[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** The part of `process` that is used. */
export interface SignalSource {
  on(signal: StopName, listener: () => void): unknown;
  off(signal: StopName, listener: () => void): unknown;
}

export interface StopSignal {
  /** Resolves with the first signal. */
  readonly stopped: Promise<StopName>;
  /** Stops listening. */
  close(): void;
}

/** Listens for signals; `force` gets the exit code after the second one. */
export function listenForStop(source: SignalSource, force: (exitCode: number) => void): StopSignal {
  let count = 0;
  let stop: (signal: StopName) => void = () => undefined;
  const stopped = new Promise<StopName>((resolve) => (stop = resolve));
  const listeners = STOP_SIGNALS.map((signal) => {
    const listener = (): void => {
      count += 1;
      if (count === 1) stop(signal);
      else force(128 + constants.signals[signal]);
    };
    source.on(signal, listener);
    return { signal, listener };
  });
  return {
    stopped,
    close: () => {
      for (const { signal, listener } of listeners) source.off(signal, listener);
    },
  };
}
