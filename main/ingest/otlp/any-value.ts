// Ingest: OTLP's attributes and values as plain ones, within bounds.
import { fieldOf, listOf, textOf, toWhole } from './loose-field.ts';

/** Attributes of one span, event, link, record or resource. */
export const ATTRIBUTE_LIMIT = 128;
/** Characters of an attribute's text. */
export const TEXT_LIMIT = 16 * 1024;
/** Levels of lists and maps within a value. */
export const DEPTH_LIMIT = 8;
/** Values in all lists and maps of one attribute. */
export const ITEM_LIMIT = 1_000;
/** Characters of a name. */
const NAME_LIMIT = 256;
/** Stands at the end of what was cut. */
const CUT = '…';

export interface Attributes {
  readonly values: Readonly<Record<string, unknown>>;
  /** Attributes that were left out. Cut texts end in `…` and are not counted. */
  readonly lost: number;
}

/** A list of KeyValue (opentelemetry.proto.common.v1) as an object; of two with the same key the last counts. */
export function toAttributes(list: readonly unknown[]): Attributes {
  const values: Record<string, unknown> = {};
  let [kept, lost] = [0, 0];
  for (const pair of list) {
    const key = textOf(pair, 'key').slice(0, NAME_LIMIT);
    if (kept >= ATTRIBUTE_LIMIT || key === '') {
      lost += 1;
      continue;
    }
    kept += 1;
    setOwn(values, key, toPlainValue(fieldOf(pair, 'value')));
  }
  return { values, lost };
}

/**
 * An AnyValue as a plain one: whole numbers that a number can't hold are texts, bytes are base64. What is too deep or too much
 * is `…`, and null what has no value.
 */
export function toPlainValue(value: unknown, textLimit = TEXT_LIMIT): unknown {
  return new Plainer(textLimit).toPlain(value, 0);
}

class Plainer {
  readonly #textLimit: number;
  #items = 0;

  constructor(textLimit: number) {
    this.#textLimit = textLimit;
  }

  toPlain(value: unknown, depth: number): unknown {
    this.#items += 1;
    const text = fieldOf(value, 'stringValue');
    if (typeof text === 'string') return cutText(text, this.#textLimit);
    const flag = fieldOf(value, 'boolValue');
    if (typeof flag === 'boolean') return flag;
    const whole = toWhole(fieldOf(value, 'intValue'));
    if (whole !== undefined) return whole;
    const double = fieldOf(value, 'doubleValue');
    if (typeof double === 'number' || typeof double === 'string') return double;
    const bytes = fieldOf(value, 'bytesValue');
    if (bytes !== undefined) return cutText(toBase64(bytes), this.#textLimit);
    const list = fieldOf(value, 'arrayValue');
    if (list !== undefined) return this.#list(listOf(list, 'values'), depth);
    const map = fieldOf(value, 'kvlistValue');
    return map === undefined ? null : this.#map(listOf(map, 'values'), depth);
  }

  #list(items: readonly unknown[], depth: number): unknown {
    if (depth >= DEPTH_LIMIT) return CUT;
    const plain: unknown[] = [];
    for (const item of items) {
      if (this.#items >= ITEM_LIMIT) {
        plain.push(CUT);
        break;
      }
      plain.push(this.toPlain(item, depth + 1));
    }
    return plain;
  }

  #map(pairs: readonly unknown[], depth: number): unknown {
    if (depth >= DEPTH_LIMIT) return CUT;
    const plain: Record<string, unknown> = {};
    for (const pair of pairs) {
      if (this.#items >= ITEM_LIMIT) {
        plain[CUT] = CUT;
        break;
      }
      setOwn(plain, textOf(pair, 'key').slice(0, NAME_LIMIT), this.toPlain(fieldOf(pair, 'value'), depth + 1));
    }
    return plain;
  }
}

/** A text that is no longer than that, with `…` where it was cut. */
export function cutText(text: string, limit = TEXT_LIMIT): string {
  return text.length <= limit ? text : text.slice(0, limit) + CUT;
}

/** Also for a key that is `__proto__`. */
function setOwn(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  else object[key] = value;
}

function toBase64(bytes: unknown): string {
  if (bytes instanceof Uint8Array) return Buffer.from(bytes).toString('base64');
  return typeof bytes === 'string' ? bytes : '';
}
