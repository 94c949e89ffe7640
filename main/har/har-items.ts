// HAR: cuts a HAR file of any size into its entries while it is read; only one entry is in memory at a time.
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { none } from 'stream-chain/defs.js';
import { Assembler } from 'stream-json/core/assembler.js';
import { jsonParser, type Token } from 'stream-json/core/parser.js';
import { jsonVerifier } from 'stream-json/core/utils/verifier.js';
import { Fault, faultMessage } from '../base/fault.ts';
import type { HarRecordList } from './har-records.ts';

/** One element of `log.entries` or of a list in `log._throughline`, by its place there. */
export interface HarItem {
  readonly list: 'entries' | HarRecordList;
  readonly index: number;
  readonly value: unknown;
}

/** The file stopped being JSON after some entries were read. */
export interface HarBreak {
  readonly list: 'break';
  readonly fault: Fault;
}

/** Tells the parser that nothing more comes; its types leave this out. */
const END = none as unknown as string;

const READ_BYTES = 256 * 1024;
/** Parsed at once; what ends in the piece that breaks is lost. */
const PARSE_CHARACTERS = 16 * 1024;

/**
 * A file's items in order. Throws a Fault `har-invalid` when it is no JSON from the start or holds no `log.entries`; when it
 * breaks off after an entry, the last item says so instead.
 */
export async function* readHarItems(path: string): AsyncGenerator<HarItem | HarBreak, void, undefined> {
  const cutter = new ItemCutter();
  const parse = jsonParser({ packValues: true, streamValues: false });
  let found = 0;
  try {
    for await (const text of readText(path)) {
      for (let at = 0; at < text.length; at += PARSE_CHARACTERS) {
        for (const token of tokensOf(parse(text.slice(at, at + PARSE_CHARACTERS)))) {
          const item = cutter.take(token);
          if (item?.list === 'entries') found++;
          if (item) yield item;
        }
      }
    }
    parse(END);
  } catch (error) {
    const fault = await toFault(path, error);
    if (found === 0) throw fault;
    yield { list: 'break', fault };
    return;
  }
  if (!cutter.sawEntries)
    throw new Fault('har-invalid', `${basename(path)} is JSON but no HAR: it has no log.entries array`);
}

async function* readText(path: string): AsyncGenerator<string, void, undefined> {
  const decoder = new StringDecoder('utf8');
  let first = true;
  for await (const bytes of createReadStream(path, { highWaterMark: READ_BYTES }) as AsyncIterable<Buffer>) {
    const text = decoder.write(bytes);
    yield first && text.startsWith('\ufeff') ? text.slice(1) : text;
    first = false;
  }
  yield decoder.end();
}

function tokensOf(parsed: ReturnType<ReturnType<typeof jsonParser>>): readonly Token[] {
  return typeof parsed === 'object' && parsed !== null && 'values' in parsed ? parsed.values : [];
}

/** A parser's complaint with the place it is about; system errors as they are. */
async function toFault(path: string, error: unknown): Promise<Fault> {
  const name = basename(path);
  if (error instanceof Error && 'syscall' in error) {
    return new Fault('har-unreadable', `Could not read ${name}: ${faultMessage(error)}`, { cause: error });
  }
  const place = await breakPlace(path);
  return new Fault('har-invalid', `${name} is no JSON${place}: ${faultMessage(error)}`, { cause: error });
}

async function breakPlace(path: string): Promise<string> {
  const verify = jsonVerifier();
  try {
    for await (const text of readText(path)) verify(text);
    verify(END);
  } catch (error) {
    if (error instanceof Error && 'line' in error && 'pos' in error && 'offset' in error) {
      return ` at line ${String(error.line)}, column ${String(error.pos)} (character ${String(error.offset)})`;
    }
  }
  return '';
}

/** Follows the tokens down to the lists and puts their elements together. */
class ItemCutter {
  sawEntries = false;
  /** Keys on the way down; `undefined` for a place in an array. */
  readonly #path: (string | undefined)[] = [];
  #key: string | undefined;
  #list: HarItem['list'] | undefined;
  #listDepth = 0;
  #index = 0;
  #assembler: Assembler | undefined;

  take(token: Token): HarItem | undefined {
    if (this.#assembler) return this.#assemble(this.#assembler, token);
    switch (token.name) {
      case 'keyValue':
        this.#key = token.value;
        return undefined;
      case 'startObject':
      case 'startArray':
        return this.#enter(token);
      case 'endObject':
      case 'endArray':
        this.#path.pop();
        if (this.#list !== undefined && this.#path.length < this.#listDepth) this.#list = undefined;
        return undefined;
      case 'numberValue':
        return this.#atElement() ? this.#item(Number(token.value)) : undefined;
      case 'stringValue':
      case 'nullValue':
      case 'trueValue':
      case 'falseValue':
        return this.#atElement() ? this.#item(token.value) : undefined;
      default:
        return undefined;
    }
  }

  #atElement(): boolean {
    return this.#list !== undefined && this.#path.length === this.#listDepth;
  }

  #enter(token: Token): HarItem | undefined {
    if (this.#atElement()) {
      this.#assembler = new Assembler();
      return this.#assemble(this.#assembler, token);
    }
    this.#path.push(this.#key);
    this.#key = undefined;
    const list = token.name === 'startArray' ? LISTS[this.#path.slice(1).join('/')] : undefined;
    if (list !== undefined) {
      this.#list = list;
      this.#listDepth = this.#path.length;
      this.#index = 0;
      this.sawEntries ||= list === 'entries';
    }
    return undefined;
  }

  #assemble(assembler: Assembler, token: Token): HarItem | undefined {
    assembler.consume(token);
    if (!assembler.done) return undefined;
    this.#assembler = undefined;
    return this.#item(assembler.current);
  }

  #item(value: unknown): HarItem | undefined {
    return this.#list === undefined ? undefined : { list: this.#list, index: this.#index++, value };
  }
}

const LISTS: Readonly<Record<string, HarItem['list']>> = {
  'log/entries': 'entries',
  'log/_throughline/logs': 'logs',
  'log/_throughline/hmr': 'hmr',
  'log/_throughline/errors': 'errors',
  'log/_throughline/pages': 'pages',
  'log/_throughline/actions': 'actions',
};
