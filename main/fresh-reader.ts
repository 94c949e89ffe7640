// Engine: questions to a session that is being recorded. A window hears of a change before it is in the file; what it asks then is answered from the file as it stands after.
import type { LogFilter, SessionReader } from './model/protocol.ts';

type TimeSpan = Parameters<SessionReader['serviceCalls']>[0];

/** A reader that has everything written first. Questions that come together share one writing. */
export function createFreshReader(reader: SessionReader, sync: () => Promise<unknown>): SessionReader {
  const written = shareRuns(sync);
  const fresh =
    <Args extends readonly unknown[], Answer>(read: (...args: Args) => Promise<Answer>) =>
    async (...args: Args): Promise<Answer> => {
      // A recorder that fails says so itself; the file still answers with what it holds.
      await written().catch(() => undefined);
      return read(...args);
    };
  return {
    summary: fresh(() => reader.summary()),
    exchange: fresh((id) => reader.exchange(id)),
    exchangeRows: fresh((page) => reader.exchangeRows(page)),
    frameRows: fresh((filter, page) => reader.frameRows(filter, page)),
    searchFrames: fresh((filter) => reader.searchFrames(filter)),
    frame: fresh((id) => reader.frame(id)),
    eventRows: fresh((exchangeId, page) => reader.eventRows(exchangeId, page)),
    event: fresh((id) => reader.event(id)),
    logRows: fresh((page, filter?: LogFilter) => reader.logRows(page, filter)),
    log: fresh((id) => reader.log(id)),
    logIndex: fresh((filter, page) => reader.logIndex(filter, page)),
    logHistogram: fresh((span) => reader.logHistogram(span)),
    telemetryTotals: fresh(() => reader.telemetryTotals()),
    spanRows: fresh((page) => reader.spanRows(page)),
    span: fresh((id) => reader.span(id)),
    traceRows: fresh((page) => reader.traceRows(page)),
    traceRow: fresh((traceId) => reader.traceRow(traceId)),
    metricSeries: fresh(() => reader.metricSeries()),
    metricPoints: fresh((seriesIds, span) => reader.metricPoints(seriesIds, span)),
    metrics: fresh((page, seriesId?: string) => reader.metrics(page, seriesId)),
    profileRows: fresh((page) => reader.profileRows(page)),
    profile: fresh((id) => reader.profile(id)),
    profileBytes: fresh((id) => reader.profileBytes(id)),
    serviceCalls: fresh((span?: TimeSpan) => reader.serviceCalls(span)),
    hmrRows: fresh((page) => reader.hmrRows(page)),
    hmr: fresh((id) => reader.hmr(id)),
    errorRows: fresh((page) => reader.errorRows(page)),
    error: fresh((id) => reader.error(id)),
    pageRows: fresh((page) => reader.pageRows(page)),
    actionRows: fresh((page) => reader.actionRows(page)),
    trace: fresh((traceId) => reader.trace(traceId)),
    body: fresh((exchangeId, side) => reader.body(exchangeId, side)),
    frames: fresh((filter, page) => reader.frames(filter, page)),
    events: fresh((exchangeId, page) => reader.events(exchangeId, page)),
    close: () => reader.close(),
  };
}

/** Whoever calls while a run is under way waits for the next one, which begins when that ends and is shared by all of them. */
function shareRuns(run: () => Promise<unknown>): () => Promise<unknown> {
  let running: Promise<unknown> | undefined;
  let next: Promise<unknown> | undefined;
  const start = (): Promise<unknown> => {
    const begun = run().finally(() => {
      if (running === begun) running = undefined;
    });
    running = begun;
    return begun;
  };
  return () => {
    if (!running) return start();
    next ??= running
      .catch(() => undefined)
      .then(() => {
        next = undefined;
        return start();
      });
    return next;
  };
}
