// The recorder's thread without the thread: tap events in, the session file and changes out. Owns capture, hmr, ingest, bus and writer.
import { systemClock, type Clock } from './base/clock.ts';
import { createBus } from './capture/bus.ts';
import { createCapture } from './capture/capture.ts';
import { Sampler } from './capture/sampler.ts';
import { unpackBatch } from './capture/tap-batch.ts';
import { ExportTap } from './export/export-tap.ts';
import { createHmr } from './hmr/hmr.ts';
import { createIngest } from './ingest/ingest.ts';
import type { RecorderStatus } from './model/session.ts';
import type { TapEvent } from './model/tap-event.ts';
import type { RecorderAnswer, RecorderRequest, RecorderStart } from './recorder-message.ts';
import { ServedScripts } from './served-scripts.ts';
import { createWriter } from './store/writer.ts';

/** Longest time from a tap event to the windows, in milliseconds. */
const TICK_MS = 40;
/** Longest time from a tap event to the session file, in milliseconds; a fifth of what is promised, as a busy machine adds its own. */
const COMMIT_MS = 100;
/** How long ticks go on after the last event, in milliseconds: longer than capture waits for the rest of a line. */
const QUIET_MS = 500;
/** How far behind the recorder is taken to be at most, in milliseconds. */
const MAX_LAG_MS = 10_000;
/** Shortest time between two words to the windows on how much telemetry there is, in milliseconds. */
const TELEMETRY_MS = 250;
/** Bytes of payload on the bus that are handed on without waiting for the tick. */
const DRAIN_BYTES = 2 * 1024 * 1024;
/** Records on the bus that are handed on without waiting for the tick. */
const DRAIN_RECORDS = 10_000;

export interface Recorder {
  handle(request: RecorderRequest): void;
}

export interface RecorderOptions extends RecorderStart {
  readonly post: (answer: RecorderAnswer) => void;
  readonly clock?: Clock;
  /** The machine's timer by default. */
  readonly schedule?: (run: () => void, delayMs: number) => () => void;
}

/** Opens the session and answers `opened`. Throws a Fault when the file can't be used. */
export function createRecorder(options: RecorderOptions): Recorder {
  const { post, clock = systemClock, schedule = scheduleTimer } = options;
  const writer = createWriter({ path: options.path, version: options.version, clock });
  const startedAt = clock();
  let { state } = options;
  let listening = false;
  let committedAt = startedAt;
  let uncommitted = false;
  let heardAt = startedAt;
  let outputHeardAt = startedAt;
  /** How old the last event was when it came. */
  let lagMs = 0;
  let lastStatus = '';
  let lastTelemetry = writer.telemetry();
  let toldTelemetryAt = startedAt;
  let cancelTick: (() => void) | undefined;
  let exported: ExportTap | undefined;
  let tickAt = 0;

  const bus = createBus({
    lastSeq: options.lastSeq,
    write: (batch) => {
      for (const recorded of batch) writer.write(recorded);
      uncommitted = true;
    },
    feed: (changes) => {
      if (listening) post({ type: 'changes', changes });
    },
  });
  const ingest = createIngest({
    ...(options.logParsers && { logParsers: options.logParsers }),
    emit: (recorded) => {
      bus.publish(recorded);
      exported?.accept(recorded);
    },
    map: (errorId, frames, at) => post({ type: 'map-frames', errorId, frames, at }),
    firstIds: writer.firstIds(),
  });
  const hmr = createHmr({
    emit: (recorded) => ingest.accept(recorded),
    firstId: writer.firstIds().hmr,
    onRecognised: (exchangeId, dialect) => post({ type: 'hmr-connection', exchangeId, dialect }),
  });
  const scripts = new ServedScripts();
  const sampler = new Sampler(options.sampling ?? [], (recorded) => {
    scripts.accept(recorded);
    hmr.accept(recorded);
  });
  const capture = createCapture({
    budget: options.budget,
    usedBytes: writer.usedBytes,
    firstIds: writer.firstIds(),
    emit: (recorded) => sampler.accept(recorded),
  });

  function status(): RecorderStatus {
    const { fault } = writer;
    return {
      state,
      startedAt,
      dropped: writer.dropped,
      keptBytes: capture.stats().keptBytes,
      budgetBytes: options.budget.sessionBytes,
      ...(sampler.counts && { sampling: sampler.counts }),
      ...(fault && { fault }),
    };
  }

  function reportStatus(): void {
    const now = status();
    const text = JSON.stringify(now);
    if (text === lastStatus) return;
    lastStatus = text;
    bus.publishStatus(now);
    bus.drain();
    post({ type: 'status', status: now, seq: bus.seq });
  }

  /** The totals are those of the file, so that what they promise can be asked for. */
  function reportTelemetry(): void {
    const now = writer.telemetry();
    if (now === lastTelemetry || clock() - toldTelemetryAt < TELEMETRY_MS) return;
    lastTelemetry = now;
    toldTelemetryAt = clock();
    bus.publishTelemetry(now);
    bus.drain();
  }

  function drain(): void {
    capture.flush();
    sampler.flush(clock());
    hmr.flush(clock());
    // What waits for more waits on the clock of the events: more may be on its way.
    ingest.flush(outputClock());
    exported?.flush();
    bus.drain();
  }

  function take(event: TapEvent): void {
    switch (event.type) {
      case 'posted':
        ingest.posted(event);
        return;
      case 'output':
      case 'file-output':
        ingest.output(event);
        return;
      case 'telemetry':
        ingest.telemetry(event);
        return;
      default:
        capture.accept(event);
    }
  }

  function takeAll(events: readonly TapEvent[]): void {
    let outputAt: number | undefined;
    for (const event of events) {
      take(event);
      if (event.type === 'output' || event.type === 'file-output') outputAt = event.at;
    }
    // Text waits apart from the traffic, so traffic that comes with it may be younger.
    if (outputAt === undefined) return;
    lagMs = Math.min(MAX_LAG_MS, Math.max(0, heardAt - outputAt));
    outputHeardAt = heardAt;
  }

  /** The clock of what processes and files write: behind while text waits, and catching up when none comes. */
  function outputClock(): number {
    const now = clock();
    return now - Math.max(0, lagMs - (now - outputHeardAt));
  }

  function commit(): void {
    committedAt = clock();
    uncommitted = !writer.commit();
    if (!uncommitted) reportScripts();
    reportTelemetry();
    reportStatus();
  }

  function reportScripts(): void {
    const exchangeIds = scripts.take();
    if (exchangeIds.length > 0) post({ type: 'scripts', exchangeIds });
  }

  function tick(): void {
    cancelTick = undefined;
    drain();
    if (uncommitted && clock() - committedAt >= COMMIT_MS) commit();
    else reportTelemetry();
    const dueAt = earlier(hmr.dueAt, ingest.dueAt);
    if (uncommitted || writer.telemetry() !== lastTelemetry || clock() - heardAt < QUIET_MS) tickSoon();
    else if (dueAt !== undefined) tickSoon(Math.max(TICK_MS, dueAt - clock()));
  }

  /** With a tick already scheduled for later than that, it comes sooner. */
  function tickSoon(delayMs = TICK_MS): void {
    if (cancelTick && tickAt <= clock() + delayMs) return;
    cancelTick?.();
    tickAt = clock() + delayMs;
    cancelTick = schedule(tick, delayMs);
  }

  function count(lost: number): void {
    if (lost > 0) bus.publish({ kind: 'dropped', count: lost });
  }

  function close(lost: number): void {
    cancelTick?.();
    count(lost);
    capture.finish(clock());
    sampler.finish();
    hmr.finish(clock());
    ingest.finish(clock());
    exported?.close();
    bus.drain();
    state = 'closed';
    writer.commit();
    toldTelemetryAt = -Infinity;
    reportTelemetry();
    reportStatus();
    const { exchanges, dropped } = writer.counts();
    writer.close();
    post({ type: 'closed', exchanges, dropped });
  }

  function handle(request: RecorderRequest): void {
    switch (request.type) {
      case 'batch':
        heardAt = clock();
        count(request.lost);
        takeAll(unpackBatch(request.batch));
        if (isLoaded(bus.stats())) drain();
        post({ type: 'taken', bytes: request.batch.bytes.byteLength, events: request.batch.count });
        tickSoon();
        return;
      case 'listen':
        listening = request.wanted;
        return;
      case 'watch':
        bus.watch(request.exchangeIds);
        return;
      case 'state':
        state = request.state;
        reportStatus();
        return;
      case 'keep-map':
        writer.write({ kind: 'map', record: request.record, bytes: request.bytes });
        uncommitted = true;
        tickSoon();
        return;
      case 'sync':
        drain();
        commit();
        post({ type: 'synced', id: request.id, seq: bus.seq, unmapped: ingest.unmapped });
        return;
      case 'frames-mapped':
        heardAt = clock();
        ingest.mapped(request.errorId, request.stack);
        tickSoon();
        return;
      case 'export':
        exported?.close();
        exported = new ExportTap(request.port);
        return;
      case 'close':
        close(request.lost);
        return;
    }
  }

  post({ type: 'opened', firstExchange: writer.firstIds().exchange, status: status() });
  return { handle };
}

function isLoaded({ queued, queuedBytes }: { readonly queued: number; readonly queuedBytes: number }): boolean {
  return queued > DRAIN_RECORDS || queuedBytes > DRAIN_BYTES;
}

function earlier(a: number | undefined, b: number | undefined): number | undefined {
  return a === undefined || b === undefined ? (a ?? b) : Math.min(a, b);
}

function scheduleTimer(run: () => void, delayMs: number): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}
