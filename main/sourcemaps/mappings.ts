// Source maps: decodes a `mappings` string and refuses what ECMA-426 (section 9.2, DecodeMappings) calls an error. Runs on the maps' thread.
import type { SourceMapSegment } from '@jridgewell/trace-mapping';
import { Fault } from '../base/fault.ts';

/** Of each field, relative or absolute: what 32 bits with a sign hold. */
const FIELD_MAX = 2 ** 31 - 1;
const COMMA = 44;
const SEMICOLON = 59;
const NOT_A_DIGIT = 255;

/** Base64 digits by character code (RFC 4648 section 4). */
const DIGITS = new Uint8Array(128).fill(NOT_A_DIGIT);
[...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].forEach((character, value) => {
  DIGITS[character.charCodeAt(0)] = value;
});

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
  #at = 0;
  #column = 0;
  #source = 0;
  #line = 0;
  #originalColumn = 0;
  #name = 0;

  constructor(text: string, bounds: MappingBounds) {
    this.#text = text;
    this.#bounds = bounds;
  }

  decode(): SourceMapSegment[][] {
    const text = this.#text;
    const lines: SourceMapSegment[][] = [];
    for (;;) {
      lines.push(this.#readLine());
      if (this.#at >= text.length) return lines;
      // A line ends at nothing but a semicolon.
      this.#at += 1;
    }
  }

  #readLine(): SourceMapSegment[] {
    const text = this.#text;
    const segments: SourceMapSegment[] = [];
    this.#column = 0;
    if (this.#at >= text.length || text.charCodeAt(this.#at) === SEMICOLON) return segments;
    let sorted = true;
    let before = 0;
    for (;;) {
      const segment = this.#readSegment();
      sorted &&= segment[0] >= before;
      before = segment[0];
      segments.push(segment);
      if (this.#at >= text.length || text.charCodeAt(this.#at) === SEMICOLON) break;
      this.#at += 1;
    }
    return sorted ? segments : segments.sort((a, b) => a[0] - b[0]);
  }

  /** One, four or five fields, up to a comma, a semicolon or the end. */
  #readSegment(): SourceMapSegment {
    if (this.#isOver()) throw this.#fault('a mapping without fields');
    this.#column = this.#field(this.#column, FIELD_MAX, 'generated column');
    if (this.#isOver()) return [this.#column];
    this.#source = this.#field(this.#source, this.#bounds.sources - 1, 'source index');
    if (this.#isOver()) throw this.#fault('a mapping with two fields');
    this.#line = this.#field(this.#line, FIELD_MAX, 'original line');
    if (this.#isOver()) throw this.#fault('a mapping with three fields');
    this.#originalColumn = this.#field(this.#originalColumn, FIELD_MAX, 'original column');
    if (this.#isOver()) return [this.#column, this.#source, this.#line, this.#originalColumn];
    this.#name = this.#field(this.#name, this.#bounds.names - 1, 'name index');
    if (!this.#isOver()) throw this.#fault('a mapping with more than five fields');
    return [this.#column, this.#source, this.#line, this.#originalColumn, this.#name];
  }

  #isOver(): boolean {
    if (this.#at >= this.#text.length) return true;
    const code = this.#text.charCodeAt(this.#at);
    return code === COMMA || code === SEMICOLON;
  }

  /** The field before plus the next number; within 0 and `most`. */
  #field(before: number, most: number, what: string): number {
    const value = before + this.#number();
    if (value < 0 || value > most) {
      throw this.#fault(value < 0 ? `a negative ${what}` : `a ${what} of ${value}, above ${most}`);
    }
    return value;
  }

  /** A Base64 VLQ: five bits a digit from the lowest, the lowest of all is the sign. */
  #number(): number {
    let value = 0;
    for (let shift = 0; ; shift += 5) {
      const digit = this.#digit();
      const bits = digit & 31;
      if (shift < 30) value |= bits << shift;
      else if (bits > (shift === 30 ? 3 : 0)) throw this.#fault('a number of more than 32 bits');
      else value += bits * 2 ** 30;
      if ((digit & 32) === 0) break;
    }
    const size = Math.floor(value / 2);
    if (value % 2 === 0) return size;
    // Minus nothing stands for the lowest number (ECMA-426, DecodeBase64VLQ).
    return size === 0 ? -FIELD_MAX - 1 : -size;
  }

  #digit(): number {
    const code = this.#text.charCodeAt(this.#at);
    const digit = code < 128 ? DIGITS[code] : NOT_A_DIGIT;
    if (digit === undefined || digit === NOT_A_DIGIT) {
      const isCut = Number.isNaN(code) || code === COMMA || code === SEMICOLON;
      throw this.#fault(
        isCut ? 'a number that is cut off' : `the character ${JSON.stringify(this.#text.charAt(this.#at))}`,
      );
    }
    this.#at += 1;
    return digit;
  }

  #fault(what: string): Fault {
    return new Fault('map-invalid', `The map's mappings hold ${what} at character ${this.#at + 1}.`);
  }
}
