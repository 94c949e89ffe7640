// HAR: reads a HAR of Chrome, Firefox, Safari, Charles, mitmproxy, Playwright or Throughline as the words that capture speaks, entry by entry.
import { safeParse } from 'valibot';
import type { Recorded } from '../model/recorded.ts';
import { readHarBody } from './har-body.ts';
import { ADDED_FACTS, type EntryExtension, entryExtension } from './har-extension.ts';
import { foreignExchange, headersOf, ownExchange } from './har-exchange.ts';
import { type HarItem, readHarItems } from './har-items.ts';
import { messageFacts, readHarEvents, readHarFrames } from './har-messages.ts';
import { type HarRecordList, parseHarRecord } from './har-records.ts';
import { IdClaims } from './id-claims.ts';
import { asInstant, asRecord, asText, isRecord, type LooseRecord } from './loose-json.ts';

/** Something that was left out or mended on reading. */
export interface HarWarning {
  /** The entry's place in `log.entries`, from 0; absent where the warning is about the whole file. */
  readonly index?: number;
  readonly reason: string;
}

/** Bytes of a body in one word. */
const BODY_STEP_BYTES = 1024 * 1024;
/** How warnings name the records that stand beside the entries. */
const RECORD_NAMES: Readonly<Record<HarRecordList, string>> = {
  logs: 'log',
  hmr: 'hmr',
  errors: 'error',
  pages: 'page',
  actions: 'action',
};
/** As many ticks as an exchange's row holds. */
const MARKS_LIMIT = 32;

/**
 * The session that a HAR file holds. Entries that can't be read are skipped with a warning. Throws a Fault `har-invalid`
 * for what is no HAR and `har-unreadable` where the file can't be read; a file that breaks off gives what it holds, and a warning.
 */
export async function* readHar(
  path: string,
  onWarning: (warning: HarWarning) => void,
): AsyncGenerator<Recorded, void, undefined> {
  const reading = new HarReading(onWarning);
  for await (const item of readHarItems(path)) {
    if (item.list === 'break')
      onWarning({ reason: `the file breaks off, what comes before is kept: ${item.fault.message}` });
    else if (item.list === 'entries') yield* reading.entry(item);
    else yield* reading.record(item.list, item);
  }
}

class HarReading {
  readonly #onWarning: (warning: HarWarning) => void;
  readonly #exchanges = new IdClaims();
  readonly #frames = new IdClaims();
  readonly #events = new IdClaims();
  readonly #records = {
    logs: new IdClaims(),
    hmr: new IdClaims(),
    errors: new IdClaims(),
    actions: new IdClaims(),
  };
  #lastStartedAt = 0;

  constructor(onWarning: (warning: HarWarning) => void) {
    this.#onWarning = onWarning;
  }

  *entry({ index, value }: HarItem): Generator<Recorded, void, undefined> {
    const url = asText(asRecord(asRecord(value)['request'])['url']);
    if (!isRecord(value)) this.#onWarning({ index, reason: 'the entry is no object' });
    else if (!url) this.#onWarning({ index, reason: 'the entry has no request.url' });
    else yield* this.#read(index, value, url);
  }

  *record(list: HarRecordList, { index, value }: HarItem): Generator<Recorded, void, undefined> {
    const word = parseHarRecord(list, value);
    if (word === undefined) {
      this.#onWarning({ reason: `${RECORD_NAMES[list]} record ${index} is not as Throughline writes it` });
      return;
    }
    // A page is named by its document's request, which keeps its id.
    const id = list === 'pages' ? word.record.id : this.#records[list].claim(word.record.id);
    yield { ...word, record: { ...word.record, id } } as Recorded;
  }

  *#read(index: number, entry: LooseRecord, url: string): Generator<Recorded, void, undefined> {
    const own = this.#extension(index, entry);
    const startedAt = own?.startedAt ?? this.#startedAt(index, entry);
    const requestHeaders = headersOf(asRecord(entry['request']));
    const responseHeaders = headersOf(asRecord(entry['response']));
    const requestBody = readHarBody(entry, 'request', requestHeaders, own);
    const responseBody = readHarBody(entry, 'response', responseHeaders, own);
    const id = this.#exchanges.claim(own?.id);
    const { instants, ...counts } = messageFacts(entry, own, startedAt);
    const parts = {
      ...{ id, startedAt, url, requestHeaders, responseHeaders, requestBody, responseBody, ...counts },
      marks: thinned(instants),
    };
    yield { kind: 'exchange', record: own ? ownExchange(entry, own, parts) : foreignExchange(entry, parts) };
    yield* bodyWords(id, 'request', requestBody.bytes);
    yield* bodyWords(id, 'response', responseBody.bytes);
    yield* readHarFrames(entry, own, { exchangeId: id, startedAt, ids: this.#frames });
    yield* readHarEvents(entry, own, { exchangeId: id, startedAt, ids: this.#events });
  }

  #extension(index: number, entry: LooseRecord): EntryExtension | undefined {
    const written = entry['_throughline'];
    if (written === undefined) return undefined;
    let facts = written;
    for (;;) {
      const parsed = safeParse(entryExtension, facts);
      if (parsed.success) return parsed.output;
      const path = (parsed.issues[0].path ?? []).map(({ key }) => String(key));
      const place = ['_throughline', ...path].join('.');
      this.#onWarning({ index, reason: `${place} is not as Throughline writes it and was left out` });
      const added = ADDED_FACTS.find((name) => name === path[0]);
      if (added === undefined || !isRecord(facts)) return undefined;
      const { [added]: _odd, ...rest } = facts;
      facts = rest;
    }
  }

  #startedAt(index: number, entry: LooseRecord): number {
    const at = asInstant(entry['startedDateTime']);
    if (at === undefined)
      this.#onWarning({ index, reason: 'startedDateTime is no instant; the entry before it stands in' });
    this.#lastStartedAt = at ?? this.#lastStartedAt;
    return this.#lastStartedAt;
  }
}

function* bodyWords(
  exchangeId: string,
  side: 'request' | 'response',
  bytes: Uint8Array,
): Generator<Recorded, void, undefined> {
  if (bytes.length === 0) return;
  for (let at = 0; at < bytes.length; at += BODY_STEP_BYTES) {
    yield { kind: 'body', exchangeId, side, bytes: bytes.subarray(at, at + BODY_STEP_BYTES) };
  }
  yield { kind: 'body-end', exchangeId, side };
}

/** At most as many as a row holds, evenly taken. */
function thinned(instants: readonly number[]): readonly number[] {
  const step = Math.ceil(instants.length / MARKS_LIMIT);
  return step <= 1 ? instants : instants.filter((_, i) => i % step === 0);
}
