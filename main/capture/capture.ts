// Capture: takes what taps report and gives what was understood. No sockets, files or timers; the recorder's worker runs it.
import type { CaptureBudget } from '../model/config.ts';
import type { ExchangeError } from '../model/exchange.ts';
import type { Recorded } from '../model/recorded.ts';
import type {
  FileOutput,
  Posted,
  ProcessOutput,
  RequestOpened,
  TapEvent,
  TelemetryReceived,
} from '../model/tap-event.ts';
import { ExchangeRecorder } from './exchange-recorder.ts';
import type { RecorderContext } from './message-stream.ts';
import { SessionBudget } from './session-budget.ts';

/** Exchanges followed at a time; the oldest is given up for a new one. */
export const MAX_OPEN_EXCHANGES = 20_000;

export interface CaptureOptions {
  readonly budget: CaptureBudget;
  /** Bytes of bodies and frames the session holds already. */
  readonly usedBytes?: number;
  /** The first ids to give; 1 without them. */
  readonly firstIds?: { readonly frame: number; readonly event: number };
  /** Exchanges followed at a time; `MAX_OPEN_EXCHANGES` without it. */
  readonly maxOpen?: number;
  readonly emit: (recorded: Recorded) => void;
}

/** What is posted to reserved paths, logs and telemetry are read elsewhere. */
export type CapturedEvent = Exclude<TapEvent, Posted | ProcessOutput | FileOutput | TelemetryReceived>;

/** How capture stands. */
export interface CaptureStats {
  /** Bytes of bodies, frames and events granted by the budget so far. */
  readonly keptBytes: number;
  /** Details left out so far. */
  readonly dropped: number;
  /** Exchanges in flight. */
  readonly open: number;
}

export interface Capture {
  /** Takes an event, in the order taps reported them. Gives parts and ended exchanges at once, exchanges in flight with `flush`. Never throws. */
  accept(event: CapturedEvent): void;
  /** Puts exchanges in flight that changed. Call it every 50 ms or so. */
  flush(): void;
  /**
   * Recording ends: what is still in flight ends with it. An exchange without its whole answer is `failed` with
   * `recording-ended`; open sockets and event streams are `done`. Events after this are not heard.
   */
  finish(at: number): void;
  stats(): CaptureStats;
}

const RECORDING_ENDED: Pick<ExchangeError, 'code' | 'message'> = {
  code: 'recording-ended',
  message: 'Recording ended before the answer did; what came until then is kept.',
};
const TOO_MANY_OPEN: Pick<ExchangeError, 'code' | 'message'> = {
  code: 'too-many-open',
  message: 'So many exchanges were in flight that capture gave up the oldest; its traffic went on untouched.',
};

/** Creates the capture of one session. */
export function createCapture(options: CaptureOptions): Capture {
  return new SessionCapture(options);
}

class SessionCapture implements Capture {
  readonly #emit: (recorded: Recorded) => void;
  readonly #context: RecorderContext;
  readonly #budget: SessionBudget;
  readonly #maxOpen: number;
  /** In order of opening. */
  readonly #open = new Map<number, ExchangeRecorder>();
  readonly #changed = new Set<ExchangeRecorder>();
  #dropped = 0;
  #finished = false;

  constructor(options: CaptureOptions) {
    this.#maxOpen = options.maxOpen ?? MAX_OPEN_EXCHANGES;
    this.#budget = new SessionBudget(options.budget, options.usedBytes);
    this.#emit = (recorded) => {
      if (recorded.kind === 'dropped') this.#dropped += recorded.count;
      options.emit(recorded);
    };
    const first = options.firstIds ?? { frame: 1, event: 1 };
    this.#context = {
      budget: this.#budget,
      emit: this.#emit,
      nextFrameId: countFrom(first.frame),
      nextEventId: countFrom(first.event),
    };
  }

  accept(event: CapturedEvent): void {
    if (this.#finished) return;
    if (event.type === 'request') {
      this.#begin(event);
      return;
    }
    const recorder = this.#open.get(event.exchange);
    if (recorder === undefined) {
      // Its opening was left out by a full queue, or it was given up.
      if (event.type !== 'closed') this.#emit({ kind: 'dropped', count: 1 });
      return;
    }
    recorder.accept(event);
    if (event.type === 'closed') this.#forget(event.exchange, recorder);
    else this.#changed.add(recorder);
  }

  flush(): void {
    for (const recorder of this.#changed) recorder.flush();
    this.#changed.clear();
  }

  finish(at: number): void {
    if (this.#finished) return;
    for (const [exchange, recorder] of this.#open) {
      recorder.cutShort(at, RECORDING_ENDED);
      this.#forget(exchange, recorder);
    }
    this.#finished = true;
  }

  stats(): CaptureStats {
    return { keptBytes: this.#budget.usedBytes, dropped: this.#dropped, open: this.#open.size };
  }

  #begin(event: RequestOpened): void {
    const same = this.#open.get(event.exchange);
    if (same !== undefined) {
      same.cutShort(event.at, TOO_MANY_OPEN);
      this.#forget(event.exchange, same);
    }
    if (this.#open.size >= this.#maxOpen) this.#giveUpOldest(event.at);
    const recorder = new ExchangeRecorder(event, this.#context);
    this.#open.set(event.exchange, recorder);
    this.#changed.add(recorder);
  }

  #giveUpOldest(at: number): void {
    for (const [exchange, recorder] of this.#open) {
      recorder.cutShort(at, TOO_MANY_OPEN);
      this.#forget(exchange, recorder);
      return;
    }
  }

  #forget(exchange: number, recorder: ExchangeRecorder): void {
    this.#open.delete(exchange);
    this.#changed.delete(recorder);
  }
}

function countFrom(first: number): () => string {
  let next = first;
  return () => String(next++);
}
