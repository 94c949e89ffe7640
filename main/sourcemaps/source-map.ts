// Source maps: a decoded map and the look-up in it. Runs on the maps' thread.
import {
  decodedMappings,
  presortedDecodedMap,
  traceSegment,
  type SourceMapSegment,
  type TraceMap,
} from '@jridgewell/trace-mapping';
import { parseMapFields, parseMapText, type MapFields, type PlainFields } from './map-fields.ts';
import { decodeMappings } from './mappings.ts';
import { toMapPosition, toStackPosition, type StackPosition } from './position.ts';
import { decodeRangeMappings } from './range-mappings.ts';

/** A map that can be asked. */
export interface SourceMap {
  /** As the map names them, `sourceRoot` before them. */
  readonly sources: readonly (string | null)[];
  /** Text of each source where the map brings it. */
  readonly contents: readonly (string | null)[];
  /** Indices of sources that debuggers are asked to pass over. */
  readonly ignored: ReadonlySet<number>;
  /** No mapping has a column other than the first: it tells lines only. */
  readonly linesOnly: boolean;
  /** About what it takes in memory. */
  readonly sizeBytes: number;
  readonly trace: TraceMap;
  /** Those of its segments that hold for all that follows, up to the next. */
  readonly ranges: ReadonlySet<Readonly<SourceMapSegment>>;
}

/** Where a generated position comes from; line and column from 1. */
export interface TracedPosition {
  readonly sourceIndex: number;
  readonly line: number;
  readonly column: number;
  readonly name: string | undefined;
}

/** Memory of one segment in bytes: an array of four or five small integers. */
const SEGMENT_BYTES = 72;

/** Decodes a map. Throws a Fault with code `map-not-json` or `map-invalid`. */
export function parseSourceMap(text: string): SourceMap {
  return decodeFields(parseMapText(text), text.length);
}

/** The same from a JSON value. */
export function toSourceMap(value: unknown): SourceMap {
  return decodeFields(parseMapFields(value), 0);
}

/** The mapping at a position or the nearest before it on its line; undefined where there is none, or where it has no source. */
export function tracePosition(map: SourceMap, position: StackPosition): TracedPosition | undefined {
  const { line, column } = toMapPosition(position);
  const segment = traceSegment(map.trace, line, column);
  if (map.ranges.size > 0) return traceRange(map, { line, column }, segment);
  return segment === null ? undefined : toTraced(map, segment);
}

/** A range goes on where a plain mapping would say nothing more: over the columns behind it, and over the ends of lines. */
function traceRange(
  map: SourceMap,
  { line, column }: { readonly line: number; readonly column: number },
  onLine: Readonly<SourceMapSegment> | null,
): TracedPosition | undefined {
  const found = onLine === null ? lastBefore(map, line) : { segment: onLine, line };
  if (found === undefined) return undefined;
  const { segment } = found;
  if (segment.length === 1) return undefined;
  if (!map.ranges.has(segment)) return onLine === null ? undefined : toTraced(map, segment);
  const lines = line - found.line;
  const columns = lines === 0 ? column - segment[0] : 0;
  if (lines === 0 && columns === 0) return toTraced(map, segment);
  return toTraced(map, [column, segment[1], segment[2] + lines, lines === 0 ? segment[3] + columns : column]);
}

/** The last segment of the lines before one. */
function lastBefore(
  map: SourceMap,
  line: number,
): { readonly segment: Readonly<SourceMapSegment>; readonly line: number } | undefined {
  const lines = decodedMappings(map.trace);
  for (let each = Math.min(line, lines.length) - 1; each >= 0; each -= 1) {
    const segment = lines[each]?.at(-1);
    if (segment) return { segment, line: each };
  }
  return undefined;
}

function toTraced(map: SourceMap, segment: Readonly<SourceMapSegment>): TracedPosition | undefined {
  if (segment.length === 1) return undefined;
  const original = toStackPosition({ line: segment[2], column: segment[3] });
  const name = segment.length === 5 ? map.trace.names[segment[4]] : undefined;
  return { sourceIndex: segment[1], line: original.line, column: original.column, name };
}

interface Decoded {
  readonly fields: Omit<PlainFields, 'mappings' | 'rangeMappings'>;
  readonly lines: SourceMapSegment[][];
  readonly ranges: ReadonlySet<Readonly<SourceMapSegment>>;
}

function decodeFields(fields: MapFields, textLength: number): SourceMap {
  const { fields: known, lines, ranges } = decode(fields);
  const { sources, names, contents, ignored } = known;
  const segments = lines.reduce((sum, line) => sum + line.length, 0);
  return {
    sources,
    contents,
    ignored: new Set(ignored),
    linesOnly: segments > 0 && lines.every((line) => line.every(isAtLineStart)),
    sizeBytes: textLength + segments * SEGMENT_BYTES,
    trace: presortedDecodedMap({ version: 3, sources: [], names: [...names], mappings: lines }),
    ranges,
  };
}

function isAtLineStart(segment: SourceMapSegment): boolean {
  return segment[0] === 0 && (segment.length === 1 || segment[3] === 0);
}

function decode(fields: MapFields): Decoded {
  if ('sections' in fields)
    return joinSections(fields.sections.map((section) => ({ ...section, ...decode(section.map) })));
  const { mappings, rangeMappings, sources, names } = fields;
  const lines = decodeMappings(mappings, { sources: sources.length, names: names.length });
  return { fields, lines, ranges: decodeRangeMappings(rangeMappings, lines) };
}

type DecodedSection = Decoded & { readonly line: number; readonly column: number };

/** One map of an index map's sections: each holds up to where the next begins. */
function joinSections(sections: readonly DecodedSection[]): Decoded {
  const sources: (string | null)[] = [];
  const contents: (string | null)[] = [];
  const names: string[] = [];
  const ignored: number[] = [];
  const lines: SourceMapSegment[][] = [];
  const ranges = new Set<SourceMapSegment>();
  for (const [index, section] of sections.entries()) {
    const next = sections[index + 1];
    appendLines({ lines, ranges }, section, { sources: sources.length, names: names.length }, next);
    for (const each of section.fields.ignored) ignored.push(each + sources.length);
    for (const each of section.fields.sources) sources.push(each);
    for (const each of section.fields.contents) contents.push(each);
    for (const each of section.fields.names) names.push(each);
  }
  return { fields: { sources, contents, names, ignored }, lines, ranges };
}

function appendLines(
  { lines, ranges }: { readonly lines: SourceMapSegment[][]; readonly ranges: Set<SourceMapSegment> },
  section: DecodedSection,
  base: { readonly sources: number; readonly names: number },
  next: { readonly line: number; readonly column: number } | undefined,
): void {
  for (const [index, segments] of section.lines.entries()) {
    const line = section.line + index;
    if (next && line > next.line) return;
    while (lines.length <= line) lines.push([]);
    const shift = index === 0 ? section.column : 0;
    for (const segment of segments) {
      const column = segment[0] + shift;
      if (next && line === next.line && column >= next.column) break;
      const own = moved(segment, column, base);
      if (section.ranges.has(segment)) ranges.add(own);
      lines[line]?.push(own);
    }
  }
}

function moved(
  segment: SourceMapSegment,
  column: number,
  base: { readonly sources: number; readonly names: number },
): SourceMapSegment {
  if (segment.length === 1) return [column];
  const [, source, line, originalColumn] = segment;
  if (segment.length === 4) return [column, source + base.sources, line, originalColumn];
  return [column, source + base.sources, line, originalColumn, segment[4] + base.names];
}
