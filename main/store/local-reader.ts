// Store: a session's reader on the asking thread; for short reads and tests. The windows' reader has a thread of its own.
import type { BodySide } from '../model/exchange.ts';
import type { KeptMapReader } from '../model/kept-map.ts';
import type { BodyBytes, SessionReader } from '../model/protocol.ts';
import { decodeBody } from './body-decoder.ts';
import { createReader, type Reader } from './reader.ts';
import { finishInTurns } from './steps.ts';

/** A reader with a way to copy its session. */
export interface OpenSession extends SessionReader {
  /** Writes a complete single-file copy. */
  copyTo(path: string): Promise<void>;
}

/** A reader that also knows the source maps that its session keeps. */
export interface LocalReader extends SessionReader, KeptMapReader {}

/** Opens a session on this thread. Rejections and throws are Faults. */
export function createLocalReader(path: string): LocalReader {
  return toSessionReader(createReader(path));
}

/** The asynchronous face of a reader. */
export function toSessionReader(reader: Reader): LocalReader {
  return {
    summary: async () => reader.summary(),
    exchange: async (id) => reader.exchange(id),
    exchangeRows: async (page) => reader.exchangeRows(page),
    frameRows: async (filter, page) => reader.frameRows(filter, page),
    searchFrames: async (filter) => reader.searchFrames(filter),
    frame: async (id) => reader.frame(id),
    eventRows: async (exchangeId, page) => reader.eventRows(exchangeId, page),
    event: async (id) => reader.event(id),
    logRows: async (page, filter) => reader.logRows(page, filter),
    log: async (id) => reader.log(id),
    logIndex: async (filter, page) => finishInTurns(reader.logIndexSteps(filter, page)),
    logHistogram: async (span) => reader.logHistogram(span),
    telemetryTotals: async () => reader.telemetryTotals(),
    spanRows: async (page) => reader.spanRows(page),
    span: async (id) => reader.span(id),
    traceRows: async (page) => reader.traceRows(page),
    traceRow: async (traceId) => reader.traceRow(traceId),
    metricSeries: async () => reader.metricSeries(),
    metricPoints: async (seriesIds, span) => reader.metricPoints(seriesIds, span),
    metrics: async (page, seriesId) => reader.metricRows(page, seriesId),
    profileRows: async (page) => reader.profileRows(page),
    profile: async (id) => reader.profile(id),
    profileBytes: async (id) => reader.profileBytes(id),
    serviceCalls: async (span) => finishInTurns(reader.serviceCallSteps(span)),
    hmrRows: async (page) => reader.hmrRows(page),
    hmr: async (id) => reader.hmr(id),
    errorRows: async (page) => reader.errorRows(page),
    error: async (id) => reader.error(id),
    pageRows: async (page) => reader.pageRows(page),
    actionRows: async (page) => reader.actionRows(page),
    trace: async (traceId) => reader.trace(traceId),
    frames: async (filter, page) => reader.frames(filter, page),
    events: async (exchangeId, page) => reader.events(exchangeId, page),
    body: (exchangeId, side) => readBody(reader, exchangeId, side),
    keptMap: async (url, script) => reader.keptMap(url, script),
    keptMapBytes: async () => reader.keptMapBytes(),
    close: async () => reader.close(),
  };
}

async function readBody(reader: Reader, exchangeId: string, side: BodySide): Promise<BodyBytes | undefined> {
  const stored = reader.body(exchangeId, side);
  if (!stored) return undefined;
  const { bytes: decoded, fault } = await decodeBody(stored.raw, stored.encoding);
  return { raw: stored.raw, decoded, ...(fault && { fault }) };
}
