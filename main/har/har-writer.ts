// HAR: a session as HAR 1.2, written while it is read: one page of rows, one exchange's bodies or a few messages are in memory at a time.
import type { Writable } from 'node:stream';
import type { BodySide, Exchange } from '../model/exchange.ts';
import type { FrameRow } from '../model/message.ts';
import type { BodyBytes, SessionReader } from '../model/protocol.ts';
import {
  redactBase64,
  toEntryExtension,
  toEventExtension,
  toFrameExtension,
  toLogExtension,
  toRecordExtension,
} from './extension-entry.ts';
import { toHarEntry } from './har-entry.ts';
import { CREATOR_NAME } from './har-extension.ts';
import type { HarRecordList } from './har-records.ts';
import { JsonSink, writeFileWhole } from './json-sink.ts';
import { pageId, PageLinks } from './page-links.ts';
import { type PageLoad, readPageLoads } from './page-loads.ts';
import { HIDE_SECRETS, KEEP_ALL, type Redactor } from './redaction.ts';
import { isAfter, sessionRows } from './session-pages.ts';

export interface HarOptions {
  /** Write secrets as they are. */
  readonly raw: boolean;
  /** The program's version, for `log.creator`. */
  readonly version: string;
}

/**
 * Writes the session as it stands at the call; what is recorded meanwhile is left out. A file appears when all of it is
 * written; a stream is left open. Rejects with the stream's error, or with a Fault `har-unwritable` for a file.
 */
export async function writeHar(reader: SessionReader, out: Writable | string, options: HarOptions): Promise<void> {
  const writer = new HarWriter(reader, options);
  if (typeof out === 'string') return writeFileWhole(out, (sink) => writer.write(sink));
  const sink = new JsonSink(out);
  try {
    await writer.write(sink);
    await sink.flush();
  } finally {
    sink.release();
  }
}

class HarWriter {
  readonly #reader: SessionReader;
  readonly #redactor: Redactor;
  readonly #version: string;
  readonly #links = new PageLinks();
  /** The last exchange when writing began; later ones are left out, so that every `pageref` has its page. */
  #lastId = '';

  constructor(reader: SessionReader, { raw, version }: HarOptions) {
    this.#reader = reader;
    this.#redactor = raw ? KEEP_ALL : HIDE_SECRETS;
    this.#version = version;
  }

  async write(sink: JsonSink): Promise<void> {
    const creator = JSON.stringify({ name: CREATOR_NAME, version: this.#version });
    await sink.write(`{"log":{"version":"1.2","creator":${creator},\n"pages":`);
    await sink.writeArray(this.#pages());
    await sink.write(',\n"entries":[');
    await this.#writeEntries(sink);
    const { dropped } = await this.#reader.summary();
    await sink.write(`],\n"_throughline":{"dropped":${dropped}`);
    for (const [name, records] of Object.entries(this.#records())) {
      await sink.write(`,"${name}":`);
      await sink.writeArray(records);
    }
    await sink.write('}}}\n');
  }

  /** One for each document, with what the browser told of its load; then loads whose document did not pass. */
  async *#pages(): AsyncGenerator<unknown, void, undefined> {
    const loads = await readPageLoads(this.#reader);
    for await (const row of sessionRows.exchanges(this.#reader)) {
      this.#lastId = row.id;
      if (row.kind !== 'document') continue;
      yield this.#toPage(row.id, loads.get(row.id) ?? { at: row.startedAt, title: row.url });
      loads.delete(row.id);
    }
    for (const [id, load] of loads) yield this.#toPage(id, load);
  }

  #toPage(id: string, { at, title, domContentLoadedMs, loadMs }: PageLoad): unknown {
    this.#links.list(id);
    return {
      startedDateTime: new Date(at).toISOString(),
      id: pageId({ id }),
      title: this.#redactor.text(title),
      pageTimings: { onContentLoad: domContentLoadedMs ?? -1, onLoad: loadMs ?? -1 },
    };
  }

  async #writeEntries(sink: JsonSink): Promise<void> {
    let first = true;
    for await (const row of sessionRows.exchanges(this.#reader)) {
      if (this.#lastId === '' || isAfter(row.id, this.#lastId)) return;
      const exchange = await this.#reader.exchange(row.id);
      if (exchange === undefined) continue;
      await sink.write(first ? '\n' : ',\n');
      await this.#writeEntry(sink, exchange);
      first = false;
    }
  }

  async #writeEntry(sink: JsonSink, exchange: Exchange): Promise<void> {
    const bodies = { request: await this.#body(exchange, 'request'), response: await this.#body(exchange, 'response') };
    const entry = JSON.stringify(toHarEntry(exchange, bodies, this.#redactor, this.#links.pageOf(exchange)));
    const extension = JSON.stringify(toEntryExtension(exchange, bodies, this.#redactor));
    await sink.write(`${entry.slice(0, -1)},"_throughline":${extension.slice(0, -1)}`);
    if (
      exchange.messagesIn + exchange.messagesOut === 0 &&
      exchange.kind !== 'websocket' &&
      exchange.kind !== 'eventsource'
    ) {
      await sink.write('}}');
    } else if (exchange.kind === 'websocket' || exchange.status === 101) {
      await this.#writeFrames(sink, exchange.id);
    } else {
      await this.#writeEvents(sink, exchange.id);
    }
  }

  /** While an exchange runs its record may not count yet what is kept. */
  #body(exchange: Exchange, side: BodySide): Promise<BodyBytes | undefined> | undefined {
    const { keptBytes } = side === 'request' ? exchange.requestBody : exchange.responseBody;
    const hasEnded = exchange.state === 'done' || exchange.state === 'failed';
    return keptBytes === 0 && hasEnded ? undefined : this.#reader.body(exchange.id, side);
  }

  /** All frames' facts in the extension, then text and binary ones as Chrome writes them. */
  async #writeFrames(sink: JsonSink, exchangeId: string): Promise<void> {
    const last = { id: '' };
    await sink.write(',"frames":');
    await sink.writeArray(this.#frameFacts(exchangeId, last));
    await sink.write('},"_webSocketMessages":');
    await sink.writeArray(this.#socketMessages(exchangeId, last.id));
    await sink.write('}');
  }

  async *#frameFacts(exchangeId: string, last: { id: string }): AsyncGenerator<unknown, void, undefined> {
    for await (const row of sessionRows.frameRows(this.#reader, { exchangeId })) {
      last.id = row.id;
      yield toFrameExtension(row, this.#redactor, await this.#controlPayload(row));
    }
  }

  async #controlPayload(row: FrameRow): Promise<string | undefined> {
    if (row.opcode === 'text' || row.opcode === 'binary' || row.sizeBytes === 0) return undefined;
    return (await this.#reader.frame(row.id))?.base64;
  }

  async *#socketMessages(exchangeId: string, lastId: string): AsyncGenerator<unknown, void, undefined> {
    const filter = { exchangeId, opcodes: ['text', 'binary'] as const };
    for await (const frame of sessionRows.frames(this.#reader, filter)) {
      if (lastId === '' || isAfter(frame.id, lastId)) return;
      yield {
        type: frame.direction === 'out' ? 'send' : 'receive',
        time: frame.at / 1000,
        opcode: frame.opcode === 'text' ? 1 : 2,
        data:
          frame.opcode === 'text'
            ? this.#redactor.text(frame.text ?? '')
            : redactBase64(frame.base64 ?? '', this.#redactor),
      };
    }
  }

  async #writeEvents(sink: JsonSink, exchangeId: string): Promise<void> {
    const last = { id: '' };
    await sink.write(',"events":');
    await sink.writeArray(this.#eventFacts(exchangeId, last));
    await sink.write('},"_eventSourceMessages":');
    await sink.writeArray(this.#eventMessages(exchangeId, last.id));
    await sink.write('}');
  }

  async *#eventFacts(exchangeId: string, last: { id: string }): AsyncGenerator<unknown, void, undefined> {
    for await (const row of sessionRows.eventRows(this.#reader, exchangeId)) {
      last.id = row.id;
      yield toEventExtension(row, this.#redactor);
    }
  }

  async *#eventMessages(exchangeId: string, lastId: string): AsyncGenerator<unknown, void, undefined> {
    for await (const event of sessionRows.events(this.#reader, exchangeId)) {
      if (lastId === '' || isAfter(event.id, lastId)) return;
      yield {
        time: event.at / 1000,
        eventName: this.#redactor.text(event.event),
        eventId: this.#redactor.text(event.lastEventId ?? ''),
        data: this.#redactor.text(event.data),
      };
    }
  }

  /** What stands beside the entries, by the name of its list. */
  #records(): Record<HarRecordList, AsyncIterable<unknown>> {
    const reader = this.#reader;
    const redactor = this.#redactor;
    const clean = <T extends object>(rows: AsyncIterable<T>) => mapped(rows, (row) => toRecordExtension(row, redactor));
    return {
      logs: mapped(sessionRows.logs(reader), (record) => toLogExtension(record, redactor)),
      hmr: clean(sessionRows.hmr(reader)),
      errors: clean(sessionRows.errors(reader)),
      pages: clean(sessionRows.pages(reader)),
      actions: clean(sessionRows.actions(reader)),
    };
  }
}

async function* mapped<T>(rows: AsyncIterable<T>, map: (row: T) => unknown): AsyncGenerator<unknown, void, undefined> {
  for await (const row of rows) yield map(row);
}
