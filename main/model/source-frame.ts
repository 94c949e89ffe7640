// Model: one frame of a stack, as thrown and as it stands in the source that was written.

/** Which engine or language a stack was written by. */
export const STACK_FAMILIES = ['v8', 'spidermonkey', 'javascriptcore', 'go', 'python', 'java'] as const;
export type StackFamily = (typeof STACK_FAMILIES)[number];

/** Where a frame's code is from when that is no plain script. */
export type FrameOrigin = 'native' | 'wasm' | 'eval';

/** A frame as read from a stack's text. Lines and columns count from 1, as stack traces do. */
export interface RawFrame {
  /** The line of the stack, without the blanks around it. */
  readonly raw: string;
  readonly functionName?: string;
  /** URL or path of the code, with its query; of evaluated code without a name, that of the script that called `eval`. */
  readonly url?: string;
  readonly line?: number;
  readonly column?: number;
  readonly origin?: FrameOrigin;
}

/** Why something has no original; never silence. */
export interface Unresolved {
  /** A code listed in docs/errors.md under Source maps. */
  readonly code: string;
  /** One sentence: what was wrong, where, what to do. */
  readonly message: string;
}

/** Where a position was written. */
export interface OriginalPosition {
  /** As the map names it, made absolute where the map came over HTTP. */
  readonly source: string;
  /** The file on disk, where one was found. */
  readonly path?: string;
  /** From 1. */
  readonly line: number;
  /** From 1; absent where the map knows lines only. */
  readonly column?: number;
  /** The name that the source had there (`names` of the map). */
  readonly name?: string;
  /** Code of a library: listed in the map's `ignoreList`, or in a folder of dependencies. */
  readonly ignored: boolean;
  /** Five lines, the one in question marked with `>`. */
  readonly codeFrame?: string;
  /** What the position is worth less for: the map has no columns, it was fetched later than the script, … */
  readonly caveats?: readonly Unresolved[];
}

/** A frame with its original, or with the reason why it has none. */
export interface SourceFrame extends RawFrame {
  readonly original?: OriginalPosition;
  readonly unresolved?: Unresolved;
}

/**
 * In this order: the script; the field and the comment that name a map; the places where the map was looked for (among what
 * was recorded, among what was kept while its script was served, on disk, at its server now) and what came of that; its
 * content type and its permission for other origins; reading it; whether it is of the same build as the script; its sources.
 */
export const MAP_STEPS = [
  'script',
  'header',
  'comment',
  'recorded',
  'kept',
  'disk',
  'fetch',
  'map',
  'type',
  'cors',
  'parse',
  'version',
  'sources',
] as const;
export type MapStepName = (typeof MAP_STEPS)[number];

/** A step of looking for a script's map and what became of it; what the source-map check shows. */
export interface MapStep {
  readonly step: MapStepName;
  readonly ok: boolean;
  /** What was tried, and what came of it. */
  readonly detail: string;
  /** Set where it failed: a code listed in docs/errors.md under Source maps. */
  readonly code?: string;
}

/** In the script itself, in an exchange, kept with the session, in a file, or at its server just now. */
export type MapOrigin = 'inline' | 'recorded' | 'kept' | 'disk' | 'fetched';

/** What is known of one script's source map. */
export interface MapCheck {
  readonly url: string;
  readonly mapUrl?: string;
  /** Where the map was found. */
  readonly from?: MapOrigin;
  readonly steps: readonly MapStep[];
  /** Sources by name and, where found, file. */
  readonly sources: readonly {
    readonly source: string;
    readonly path?: string;
    readonly hasContent: boolean;
    readonly ignored: boolean;
    /** The file on disk differs from the content that the map brings: it was edited since. */
    readonly edited?: boolean;
  }[];
}

/** What can be asked of a position: by script URL, by a map, or for a whole stack. Lines and columns count from 1. */
export type LookupRequest =
  | { readonly url: string; readonly line: number; readonly column?: number; readonly at?: number }
  /** A source map as JSON value or text, or its URL. */
  | { readonly map: unknown; readonly line: number; readonly column?: number }
  | { readonly stack: string; readonly at?: number };

/** The answer for one position. */
export type PositionAnswer = OriginalPosition | { readonly unresolved: Unresolved };

/** Where sources lie and how their names become paths. */
export interface SourceMapConfig {
  /** Folders that hold sources; only files under them are read. */
  readonly roots: readonly string[];
  /** Applied to a source's name before anything else: what `from` (a regular expression) matches becomes `to`. */
  readonly paths: readonly { readonly from: string; readonly to: string }[];
  /** Fetch external maps while their scripts are served and keep them in the session; true where absent. */
  readonly keep?: boolean;
}
