// Shell: `throughline inspect`: prints one kind of a session's records as JSON, page by page.
import type { Writable } from 'node:stream';
import { JsonSink } from '../../main/har/json-sink.ts';
import { sessionRows } from '../../main/har/session-pages.ts';
import type { BodySide, Exchange } from '../../main/model/exchange.ts';
import type { SessionReader } from '../../main/model/protocol.ts';
import { SESSION_KINDS } from '../../main/model/session.ts';
import { Fault, faultCode } from '../../main/base/fault.ts';
import { type InspectBody, needsBytes, toInspectBody, toInspectBodyWithContent } from '../inspect/inspect-body.ts';
import {
  toInspectAction,
  toInspectError,
  toInspectEvent,
  toInspectExchange,
  toInspectFrame,
  toInspectHmr,
  toInspectLog,
  toInspectMetric,
  toInspectPage,
  toInspectProfile,
  toInspectSpan,
  toInspectSummary,
  toInspectTrace,
  toInspectTraceRow,
} from '../inspect/inspect-record.ts';
import { openSessionSource } from '../inspect/session-source.ts';

/** What `--kind` takes. */
export const INSPECT_KINDS = [...SESSION_KINDS, 'traces', 'summary'] as const;
export type InspectKind = (typeof INSPECT_KINDS)[number];

export interface InspectOptions {
  /** One of `INSPECT_KINDS`; `exchanges` without it. */
  readonly kind?: string;
  /** Only the record with this id. */
  readonly id?: string;
  /** With the content of bodies. */
  readonly bodies: boolean;
  /** The program's version, kept in the session that a HAR is read into. */
  readonly version: string;
}

/** Prints to `stdout`, plain sentences on what was left out to `stderr`. Resolves with the exit code; throws a Fault. A reader that goes away (`| head`) is no fault. */
export async function runInspect(
  file: string,
  options: InspectOptions,
  stdout: Writable,
  stderr: Writable,
): Promise<number> {
  const kind = parseKind(options.kind ?? 'exchanges');
  const source = await openSessionSource(file, options.version, ({ index, reason }) => {
    stderr.write(`${index === undefined ? '' : `entry ${index}: `}${reason}\n`);
  });
  const sink = new JsonSink(stdout);
  try {
    if (kind === 'summary')
      await sink.write(JSON.stringify(toInspectSummary(await source.reader.summary()), undefined, 2));
    else await sink.writeArray(records(source.reader, kind, options));
    await sink.write('\n');
    await sink.settle();
  } catch (error) {
    if (faultCode(error) !== 'EPIPE') throw error;
  } finally {
    sink.release();
    await source.close();
  }
  return 0;
}

function parseKind(kind: string): InspectKind {
  const known = INSPECT_KINDS.find((one) => one === kind);
  if (known === undefined)
    throw new Fault('bad-usage', `There is no kind "${kind}"; kinds are ${INSPECT_KINDS.join(', ')}`);
  return known;
}

function records(
  reader: SessionReader,
  kind: Exclude<InspectKind, 'summary'>,
  { id, bodies }: InspectOptions,
): AsyncIterable<object> {
  switch (kind) {
    case 'exchanges':
      return exchanges(reader, id, bodies);
    case 'frames':
      return mapped(id === undefined ? sessionRows.frames(reader, {}) : one(reader.frame(id)), toInspectFrame);
    case 'events':
      return mapped(id === undefined ? sessionRows.events(reader) : one(reader.event(id)), toInspectEvent);
    case 'logs':
      return mapped(id === undefined ? sessionRows.logs(reader) : one(reader.log(id)), toInspectLog);
    case 'hmr':
      return mapped(id === undefined ? sessionRows.hmr(reader) : one(reader.hmr(id)), toInspectHmr);
    case 'errors':
      return mapped(id === undefined ? sessionRows.errors(reader) : one(reader.error(id)), toInspectError);
    case 'pages':
      return mapped(sessionRows.pages(reader), toInspectPage, (record) => id === undefined || record.id === id);
    case 'actions':
      return mapped(sessionRows.actions(reader), toInspectAction, (record) => id === undefined || record.id === id);
    case 'spans':
      return mapped(id === undefined ? sessionRows.spans(reader) : one(reader.span(id)), toInspectSpan);
    case 'metrics':
      return mapped(sessionRows.metrics(reader, id), toInspectMetric);
    case 'profiles':
      return mapped(id === undefined ? sessionRows.profiles(reader) : one(reader.profile(id)), toInspectProfile);
    case 'traces':
      return id === undefined ? mapped(sessionRows.traces(reader), toInspectTraceRow) : wholeTrace(reader, id);
    case 'insights':
      // A kind of the contract that nothing records yet.
      return mapped(none(), (record: object) => record);
  }
}

async function* mapped<T>(
  items: AsyncIterable<T>,
  toRecord: (item: T) => object,
  isWanted: (item: T) => boolean = () => true,
): AsyncGenerator<object, void, undefined> {
  for await (const item of items) if (isWanted(item)) yield toRecord(item);
}

async function* one<T>(item: Promise<T | undefined>): AsyncGenerator<T, void, undefined> {
  const found = await item;
  if (found !== undefined) yield found;
}

async function* wholeTrace(reader: SessionReader, traceId: string): AsyncGenerator<object, void, undefined> {
  const row = await reader.traceRow(traceId);
  if (row !== undefined) yield toInspectTrace(row, await reader.trace(traceId));
}

async function* none(): AsyncGenerator<never, void, undefined> {}

async function* exchanges(
  reader: SessionReader,
  id: string | undefined,
  bodies: boolean,
): AsyncGenerator<object, void, undefined> {
  if (id !== undefined) {
    const exchange = await reader.exchange(id);
    if (exchange !== undefined) yield await toRecord(reader, exchange, bodies);
    return;
  }
  for await (const row of sessionRows.exchanges(reader)) {
    const exchange = await reader.exchange(row.id);
    if (exchange !== undefined) yield await toRecord(reader, exchange, bodies);
  }
}

async function toRecord(reader: SessionReader, exchange: Exchange, bodies: boolean): Promise<object> {
  const body = async (side: BodySide): Promise<InspectBody> => {
    const info = side === 'request' ? exchange.requestBody : exchange.responseBody;
    if (bodies) return toInspectBodyWithContent(info, await reader.body(exchange.id, side));
    return toInspectBody(info, needsBytes(info) ? await reader.body(exchange.id, side) : undefined);
  };
  return toInspectExchange(exchange, { request: await body('request'), response: await body('response') });
}
