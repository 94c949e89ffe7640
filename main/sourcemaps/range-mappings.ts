// Source maps: decodes `rangeMappings`, which names the mappings that hold for all that follows them up to the next, column by column and
// line by line (the range mappings proposal to ECMA-426). Runs on the maps' thread.
import type { SourceMapSegment } from '@jridgewell/trace-mapping';
import { Fault } from '../base/fault.ts';
import { BASE64_DIGITS, NOT_A_DIGIT } from './base64-digits.ts';

/** Digits of one number: what 31 bits take. */
const MAX_DIGITS = 6;

/**
 * The segments that are ranges. Each line has unsigned Base64 VLQs, each how many mappings further the next range is, the first
 * counted from before the line. Throws a Fault with code `map-invalid`.
 */
export function decodeRangeMappings(
  text: string,
  lines: readonly (readonly SourceMapSegment[])[],
): ReadonlySet<SourceMapSegment> {
  const ranges = new Set<SourceMapSegment>();
  for (const [line, digits] of text.split(';').entries()) {
    let index = -1;
    for (const offset of decodeNumbers(digits)) {
      index += offset;
      const segment = lines[line]?.[index];
      if (segment === undefined) throw invalid(`a mapping that line ${line + 1} does not have`);
      ranges.add(segment);
    }
  }
  return ranges;
}

function decodeNumbers(text: string): readonly number[] {
  const numbers: number[] = [];
  let value = 0;
  let count = 0;
  for (const character of text) {
    const code = character.charCodeAt(0);
    const digit = code < 128 ? (BASE64_DIGITS[code] ?? NOT_A_DIGIT) : NOT_A_DIGIT;
    if (digit === NOT_A_DIGIT) throw invalid(`the character ${JSON.stringify(character)}`);
    value += (digit & 31) * 32 ** count;
    count += 1;
    if (count > MAX_DIGITS) throw invalid('a number of more than 31 bits');
    if (digit > 31) continue;
    if (value === 0) throw invalid('an offset of 0, though offsets count from 1');
    numbers.push(value);
    value = 0;
    count = 0;
  }
  if (count > 0) throw invalid('a number that is cut off');
  return numbers;
}

function invalid(what: string): Fault {
  return new Fault('map-invalid', `The map's rangeMappings hold ${what}.`);
}
