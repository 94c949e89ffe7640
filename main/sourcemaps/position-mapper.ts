// Source maps: from a traced position to what people read: source, file, line, column, name, code frame.
import { dirname, isAbsolute, join } from 'node:path';
import { parseUrl } from '../base/url.ts';
import type { MapCheck, OriginalPosition, PositionAnswer, Unresolved } from '../model/source-frame.ts';
import { toCodeFrame } from './code-frame.ts';
import { isLibraryPath } from './library-path.ts';
import type { StackPosition } from './position.ts';
import { tracePosition, type SourceMap } from './source-map.ts';
import type { SourceFiles } from './source-files.ts';
import { toSourcePaths, type PathContext } from './source-path.ts';
import { toLocalPath } from './locator.ts';

export interface PositionMapperParts {
  readonly files: SourceFiles;
  readonly paths: PathContext;
}

const LINES_ONLY: Unresolved = {
  code: 'map-lines-only',
  message: 'The map knows lines only, so there is no column; build with a devtool without "cheap".',
};
const NO_COLUMN: Unresolved = {
  code: 'frame-without-column',
  message: 'The frame has no column, so the last mapping of its line was taken.',
};

export class PositionMapper {
  readonly #parts: PositionMapperParts;

  constructor(parts: PositionMapperParts) {
    this.#parts = parts;
  }

  /** Where a generated position was written. `mapUrl` is what sources are relative to. */
  original(map: SourceMap, mapUrl: string, position: StackPosition, caveats: readonly Unresolved[]): PositionAnswer {
    const traced = tracePosition(map, position);
    if (!traced) {
      const at = position.column === undefined ? `line ${position.line}` : `${position.line}:${position.column}`;
      return {
        unresolved: {
          code: 'position-unmapped',
          message: `The map has nothing for ${at}: the tool that built the script added this code.`,
        },
      };
    }
    const { sourceIndex: index, line, name } = traced;
    const known = this.#source(map, mapUrl, index);
    const column = map.linesOnly ? undefined : traced.column;
    const text = map.contents[index] ?? (known.path === undefined ? undefined : this.#parts.files.readText(known.path));
    const codeFrame = text === undefined ? undefined : toCodeFrame(text, line, column);
    const all = [
      ...caveats,
      ...(map.linesOnly ? [LINES_ONLY] : []),
      ...(position.column === undefined ? [NO_COLUMN] : []),
    ];
    return present({
      ...{ source: known.source, path: known.path, line, column, name, ignored: known.ignored, codeFrame },
      caveats: all.length > 0 ? all : undefined,
    });
  }

  /** A place in a file that is its own source; undefined where there is no such file below a root. */
  file(place: string, line: number, column: number | undefined): OriginalPosition | undefined {
    const paths = toSourcePaths(place, this.#parts.paths);
    const path = paths.map((each) => this.#parts.files.find(each)).find((each) => each !== undefined);
    const local = path ?? toLocalPath(place);
    if (local === undefined) return undefined;
    const text = path === undefined ? undefined : this.#parts.files.readText(path);
    const codeFrame = text === undefined ? undefined : toCodeFrame(text, line, column);
    return present({ source: place, path: local, line, column, ignored: isLibraryPath(place), codeFrame });
  }

  /** Every source of a map, for the source-map check. */
  sources(map: SourceMap, mapUrl: string): MapCheck['sources'] {
    return map.sources.map((_, index) => {
      const { source, path, ignored } = this.#source(map, mapUrl, index);
      const content = map.contents[index] ?? undefined;
      const edited = path !== undefined && content !== undefined && this.#isEdited(path, content);
      return {
        source,
        ...(path === undefined ? {} : { path }),
        hasContent: content !== undefined,
        ignored,
        ...(edited ? { edited } : {}),
      };
    });
  }

  /** Line ends are no edit: tools make them one kind. */
  #isEdited(path: string, content: string): boolean {
    const text = this.#parts.files.readText(path);
    return text !== undefined && text.replace(/\r\n/g, '\n') !== content.replace(/\r\n/g, '\n');
  }

  #source(map: SourceMap, mapUrl: string, index: number) {
    const named = map.sources[index] ?? '';
    const source = resolveSource(named, mapUrl);
    const path = named === '' ? undefined : this.#path(source, mapUrl, map.contents[index] ?? undefined);
    return { source, path, ignored: map.ignored.has(index) || isLibraryPath(source) };
  }

  /** Of several files that it may be, the one with the content that the map brings; an absolute path stands even where nothing may be read. */
  #path(source: string, mapUrl: string, content: string | undefined): string | undefined {
    const { files, paths } = this.#parts;
    const map = toLocalPath(mapUrl);
    const beside = map === undefined || isAbsolute(source) ? [] : [join(dirname(map), source)];
    const candidates = [...beside, ...toSourcePaths(source, paths)];
    const found = [...new Set(candidates.flatMap((each) => files.find(each) ?? []))];
    if (found.length === 0) return toLocalPath(source);
    if (found.length === 1 || content === undefined) return found[0];
    return found.find((each) => files.readText(each) === content) ?? found[0];
  }
}

/** webpack adds a hash to names that would stand twice. */
const WEBPACK_HASH = /^(webpack(?:-internal)?:.*)\?[0-9a-f]{4,}$/;

/** Relative names are relative to a map that came over HTTP; absolute paths and names with a scheme stay. */
function resolveSource(named: string, mapUrl: string): string {
  const source = named.replace(WEBPACK_HASH, '$1');
  if (source === '' || /^(?:[a-z][a-z0-9+.-]*:|[/\\])/i.test(source)) return source;
  return /^https?:/i.test(mapUrl) ? (parseUrl(source, mapUrl)?.href ?? source) : source;
}

/** The same without the fields that are undefined. */
function present(value: { readonly [K in keyof OriginalPosition]: OriginalPosition[K] | undefined }): OriginalPosition {
  return Object.fromEntries(
    Object.entries(value).filter(([, field]) => field !== undefined),
  ) as unknown as OriginalPosition;
}
