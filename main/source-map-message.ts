// Source maps across threads: what is asked of the maps' thread and what it answers. Plain values.
import type { KeptMap } from './model/kept-map.ts';
import type { RawFrame, LookupRequest, SourceMapConfig } from './model/source-frame.ts';
import type { LookupReply } from './sourcemaps/lookup-answer.ts';
import type { SourceMapper } from './sourcemaps/source-mapper.ts';

/** What the thread is started with. */
export interface SourceMapStart {
  /** The session whose answers are looked into. */
  readonly sessionPath: string;
  /** Where the project is looked for. */
  readonly folder: string;
  readonly config: SourceMapConfig;
  /** The proxy's own origin, which is never asked over the network. Absent for a saved session: for one no server is asked. */
  readonly ownOrigin?: string;
}

/** A question, by the name of the mapper's method. */
export type SourceMapQuestion =
  | { readonly name: 'lookup'; readonly args: readonly [LookupRequest] }
  /** A look-up as JSON text, not yet read. */
  | { readonly name: 'answerLookup'; readonly args: readonly [Uint8Array] }
  | { readonly name: 'mapStack'; readonly args: readonly [string, number | undefined] }
  | { readonly name: 'mapFrames'; readonly args: readonly [readonly RawFrame[], number | undefined] }
  | { readonly name: 'check'; readonly args: readonly [string, number | undefined] }
  | { readonly name: 'openable'; readonly args: readonly [string] };

export type SourceMapCall = { readonly id: number } & SourceMapQuestion;

export type SourceMapRequest =
  | SourceMapCall
  /** Scripts and stylesheets that were just served: their external maps are to be kept. */
  | { readonly type: 'keep'; readonly exchangeIds: readonly string[] }
  | { readonly type: 'close' };

export type SourceMapAnswer =
  /** A map for the session; its buffer goes with it. */
  | { readonly type: 'kept'; readonly record: KeptMap; readonly bytes: Uint8Array }
  | { readonly id: number; readonly value: Awaited<ReturnType<SourceMapper[keyof SourceMapper]>> | LookupReply }
  | { readonly id: number; readonly code: string; readonly message: string };
