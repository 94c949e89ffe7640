// Source maps: the JSON of a map, field by field, as ECMA-426 (section 9) wants it. Text → checked values; positions are decoded elsewhere.
import { Fault } from '../base/fault.ts';

/** A map that is no index map, its fields checked and complete. */
export interface PlainFields {
  /** With `sourceRoot` put before them; null for a source without a name. */
  readonly sources: readonly (string | null)[];
  /** As many as `sources`. */
  readonly contents: readonly (string | null)[];
  readonly names: readonly string[];
  readonly mappings: string;
  /** Which mappings are ranges; empty where none is. */
  readonly rangeMappings: string;
  /** Indices into `sources`. */
  readonly ignored: readonly number[];
}

export interface Section {
  /** From 0. */
  readonly line: number;
  readonly column: number;
  readonly map: MapFields;
}

export type MapFields = PlainFields | { readonly sections: readonly Section[] };

/** How deep index maps may lie in index maps. */
export const SECTION_DEPTH_LIMIT = 8;

type Json = Readonly<Record<string, unknown>>;

/** Checks a map. Throws a Fault with code `map-invalid` that says which field is wrong. */
export function parseMapFields(value: unknown, depth = 0): MapFields {
  if (!isObject(value)) throw invalid('is no object');
  if (value.version !== 3) throw invalid(`has version ${show(value.version)}; only 3 is known`);
  optionalText(value, 'file');
  if ('sections' in value) return { sections: parseSections(value, depth) };
  const { mappings } = value;
  if (typeof mappings !== 'string') throw invalid('has no text in "mappings"');
  const root = optionalText(value, 'sourceRoot');
  const sources = list(value, 'sources', isTextOrNull).map((source) => withRoot(source, root));
  const contents = value.sourcesContent === undefined ? [] : list(value, 'sourcesContent', isTextOrNull);
  return {
    sources,
    contents: sources.map((_, index) => contents[index] ?? null),
    names: value.names === undefined ? [] : list(value, 'names', isText),
    mappings,
    rangeMappings: parseRanges(value),
    ignored: parseIgnored(value, sources.length),
  };
}

/** Some servers put this line before JSON so that no script element can run it (ECMA-426 section 11). */
const GUARD = /^\)\]\}'[^\n]*\n?/;

/** Reads a map's text. Throws a Fault with code `map-not-json` or `map-invalid`. */
export function parseMapText(text: string): MapFields {
  const json = text.replace(/^\ufeff/, '').replace(GUARD, '');
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (cause) {
    const looks = /^\s*</.test(json) ? 'HTML came in place of JSON' : 'it is no JSON';
    throw new Fault('map-not-json', `The source map can't be read: ${looks}.`, { cause });
  }
  return parseMapFields(value);
}

function parseSections(value: Json, depth: number): readonly Section[] {
  if (depth >= SECTION_DEPTH_LIMIT) throw invalid(`has index maps more than ${SECTION_DEPTH_LIMIT} deep`);
  if (value.mappings !== undefined) throw invalid('has both "sections" and "mappings"');
  let last = { line: -1, column: 0 };
  return list(value, 'sections', isObject).map((section, index) => {
    const { offset, map } = section;
    if (!isObject(offset) || !isIndex(offset.line) || !isIndex(offset.column)) {
      throw invalid(`has no line and column in "offset" of section ${index + 1}`);
    }
    const { line, column } = offset as { line: number; column: number };
    if (line < last.line || (line === last.line && column <= last.column)) {
      throw invalid(`has section ${index + 1} out of order or over the one before it`);
    }
    last = { line, column };
    return { line, column, map: parseMapFields(map, depth + 1) };
  });
}

function parseRanges({ rangeMappings = '' }: Json): string {
  if (typeof rangeMappings === 'string') return rangeMappings;
  throw invalid(`has ${show(rangeMappings)} in "rangeMappings" where a text belongs`);
}

/** `ignoreList`, or what it was called before it was in the standard. */
function parseIgnored(value: Json, sources: number): readonly number[] {
  const field = value.ignoreList === undefined ? 'x_google_ignoreList' : 'ignoreList';
  if (value[field] === undefined) return [];
  return list(value, field, (item): item is number => isIndex(item) && item < sources);
}

/** ECMA-426, DecodeSourceMapSources: the root ends with a slash, whether it was written or not. */
function withRoot(source: string | null, root: string | undefined): string | null {
  if (source === null || root === undefined || root === '') return source;
  return root.endsWith('/') ? `${root}${source}` : `${root}/${source}`;
}

function optionalText(value: Json, field: string): string | undefined {
  const text = value[field];
  // Some tools write null for what they leave out.
  if (text === undefined || text === null) return undefined;
  if (typeof text !== 'string') throw invalid(`has ${show(text)} in "${field}" where a text belongs`);
  return text;
}

function list<T>(value: Json, field: string, isItem: (item: unknown) => item is T): readonly T[] {
  const items = value[field];
  if (!Array.isArray(items)) throw invalid(`has no list in "${field}"`);
  const wrong = items.findIndex((item) => !isItem(item));
  if (wrong !== -1) throw invalid(`has ${show(items[wrong])} in "${field}" at place ${wrong + 1}`);
  return items as readonly T[];
}

const isText = (item: unknown): item is string => typeof item === 'string';
const isTextOrNull = (item: unknown): item is string | null => item === null || typeof item === 'string';
const isObject = (item: unknown): item is Json => typeof item === 'object' && item !== null && !Array.isArray(item);
const isIndex = (item: unknown): item is number => Number.isSafeInteger(item) && (item as number) >= 0;

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value).slice(0, 40);
}

function invalid(what: string): Fault {
  return new Fault('map-invalid', `The source map ${what}.`);
}
