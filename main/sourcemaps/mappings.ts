// Source maps: decodes a `mappings` string and refuses what ECMA-426 (section 9.2, DecodeMappings) calls an error. Runs on the maps' thread.
import type { SourceMapSegment } from '@jridgewell/trace-mapping';
import { Fault } from '../base/fault.ts';
import { BASE64_DIGITS, NOT_A_DIGIT } from './base64-digits.ts';

/** Of each field, relative or absolute: what 32 bits with a sign hold. */
const FIELD_MAX = 2 ** 31 - 1;
const COMMA = 44;
const SEMICOLON = 59;

/** How many entries the fields of a mapping may point at. */
export interface MappingBounds {
  readonly sources: number;
  readonly names: number;
}

/** The segments of each generated line, sorted by column. Throws a Fault with code `map-invalid` that names the place. */
export function decodeMappings(text: string, bounds: MappingBounds): SourceMapSegment[][] {
  return new MappingsDecoder(text, bounds).decode();
}

class MappingsDecoder {
  readonly #text: string;
  readonly #bounds: MappingBounds;
  readonly #lines: SourceMapSegment[][] = [];
  #segments: SourceMapSegment[] = [];
  #sorted = true;
  /** Fields of the mapping under way so far. */
  #fields = 0;
  #afterComma = false;
  #column = 0;
  #source = 0;
  #line = 0;
  #originalColumn = 0;
  #name = 0;

  constructor(text: string, bounds: MappingBounds) {
    this.#text = text;
    this.#bounds = bounds;
  }

  /** One loop over the characters, as calls for each would take most of the time before they are compiled. */
  decode(): SourceMapSegment[][] {
    const text = this.#text;
    let value = 0;
    let shift = 0;
    for (let at = 0; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === COMMA || code === SEMICOLON) {
        if (shift > 0) throw this.#fault('a number that is cut off', at);
        this.#endMapping(code, at);
        continue;
      }
      const digit = code < 128 ? (BASE64_DIGITS[code] ?? NOT_A_DIGIT) : NOT_A_DIGIT;
      if (digit === NOT_A_DIGIT) throw this.#fault(`the character ${JSON.stringify(text.charAt(at))}`, at);
      const bits = digit & 31;
      // A Base64 VLQ: five bits a digit from the lowest, the lowest of all is the sign.
      if (shift < 30) value |= bits << shift;
      else if (bits > (shift === 30 ? 3 : 0)) throw this.#fault('a number of more than 32 bits', at);
      else value += bits * 2 ** 30;
      shift += 5;
      if (digit > 31) continue;
      this.#take(toSigned(value), at);
      value = 0;
      shift = 0;
    }
    if (shift > 0) throw this.#fault('a number that is cut off', text.length);
    this.#endMapping(SEMICOLON, text.length);
    return this.#lines;
  }

  /** Every field counts from the one of its kind before it. */
  #take(delta: number, at: number): void {
    switch (this.#fields) {
      case 0:
        this.#column = this.#within(this.#column + delta, FIELD_MAX, 'generated column', at);
        break;
      case 1:
        this.#source = this.#within(this.#source + delta, this.#bounds.sources - 1, 'source index', at);
        break;
      case 2:
        this.#line = this.#within(this.#line + delta, FIELD_MAX, 'original line', at);
        break;
      case 3:
        this.#originalColumn = this.#within(this.#originalColumn + delta, FIELD_MAX, 'original column', at);
        break;
      case 4:
        this.#name = this.#within(this.#name + delta, this.#bounds.names - 1, 'name index', at);
        break;
      default:
        throw this.#fault('a mapping with more than five fields', at);
    }
    this.#fields += 1;
  }

  #endMapping(by: number, at: number): void {
    const fields = this.#fields;
    if (fields === 4) this.#segments.push([this.#column, this.#source, this.#line, this.#originalColumn]);
    else if (fields === 5)
      this.#segments.push([this.#column, this.#source, this.#line, this.#originalColumn, this.#name]);
    else if (fields === 1) this.#segments.push([this.#column]);
    else if (fields > 0) throw this.#fault(`a mapping with ${fields === 2 ? 'two' : 'three'} fields`, at);
    // A line may have no mappings, but there is one on each side of a comma.
    else if (by === COMMA || this.#afterComma) throw this.#fault('a mapping without fields', at);
    this.#fields = 0;
    this.#afterComma = by === COMMA;
    const count = this.#segments.length;
    if (count > 1 && this.#column < (this.#segments[count - 2]?.[0] ?? 0)) this.#sorted = false;
    if (by === SEMICOLON) this.#endLine();
  }

  #endLine(): void {
    this.#lines.push(this.#sorted ? this.#segments : this.#segments.sort((a, b) => a[0] - b[0]));
    this.#segments = [];
    this.#sorted = true;
    this.#column = 0;
  }

  #within(value: number, most: number, what: string, at: number): number {
    if (value >= 0 && value <= most) return value;
    throw this.#fault(value < 0 ? `a negative ${what}` : `a ${what} of ${value}, above ${most}`, at);
  }

  #fault(what: string, at: number): Fault {
    return new Fault('map-invalid', `The map's mappings hold ${what} at character ${at + 1}.`);
  }
}

function toSigned(value: number): number {
  const size = Math.floor(value / 2);
  if (value % 2 === 0) return size;
  // Minus nothing stands for the lowest number (ECMA-426, DecodeBase64VLQ).
  return size === 0 ? -FIELD_MAX - 1 : -size;
}
