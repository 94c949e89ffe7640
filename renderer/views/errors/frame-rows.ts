// Pure: a stack → the rows of the frame list: frames one by one, those of libraries folded together.
import type { SourceFrame } from '../../../main/model/source-frame.ts';
import { shortPath } from '../hmr/hmr-subject.ts';

/** `own` folds frames of libraries, `all` shows each, `raw` shows lines as they were thrown. */
export type StackMode = 'own' | 'all' | 'raw';

export type FrameRow =
  | { readonly kind: 'frame'; readonly index: number; readonly frame: SourceFrame }
  /** Frames `from` to `from + count - 1`, of libraries. */
  | { readonly kind: 'folded'; readonly from: number; readonly count: number; readonly names: readonly string[] };

/** Names of libraries told on a folded row, at most. */
const SHOWN_NAMES = 2;

/** Whether a frame's code was written by others: a library, or the engine itself. */
export function isLibrary(frame: SourceFrame): boolean {
  if (frame.original) return frame.original.ignored;
  return frame.origin === 'native' || frame.url === undefined || /[\\/]node_modules[\\/]|^node:/.test(frame.url);
}

/** The first frame of one's own code; the first of all where there is none. */
export function topFrameIndex(stack: readonly SourceFrame[]): number {
  const mapped = stack.findIndex((frame) => frame.original && !isLibrary(frame));
  return mapped >= 0
    ? mapped
    : Math.max(
        0,
        stack.findIndex((frame) => !isLibrary(frame)),
      );
}

/** The rows; `open` are the first frames of folds that the reader opened. */
export function toFrameRows(
  stack: readonly SourceFrame[],
  mode: StackMode,
  open: ReadonlySet<number> = new Set(),
): readonly FrameRow[] {
  const rows: FrameRow[] = [];
  for (let index = 0; index < stack.length; index += 1) {
    const frame = stack[index];
    if (!frame) continue;
    const count = mode === 'own' ? foldLength(stack, index) : 0;
    if (count === 0 || open.has(index)) {
      for (let i = index; i < index + Math.max(1, count); i += 1) rows.push(toRow(stack, i));
    } else rows.push({ kind: 'folded', from: index, count, names: libraryNames(stack.slice(index, index + count)) });
    index += Math.max(0, count - 1);
  }
  return rows;
}

function toRow(stack: readonly SourceFrame[], index: number): FrameRow {
  return { kind: 'frame', index, frame: stack[index] ?? { raw: '' } };
}

/** How many library frames follow each other from there. */
function foldLength(stack: readonly SourceFrame[], from: number): number {
  let end = from;
  for (let frame = stack[end]; frame && isLibrary(frame); frame = stack[end]) end += 1;
  return end - from;
}

/** Packages that frames are of, without repetition. */
export function libraryNames(frames: readonly SourceFrame[]): readonly string[] {
  const names = frames.flatMap(({ original, url }) => {
    const place = (original?.path ?? original?.source ?? url ?? '').replaceAll('\\', '/');
    const name =
      /.*\/node_modules\/(?:\.vite\/deps\/)?((?:@[^/]+\/)?[^/?]+)/.exec(place)?.[1] ??
      /\/pkg\/mod\/([^@]+)@/.exec(place)?.[1];
    return name === undefined ? [] : [name.replace(/\.[cm]?js$/, '')];
  });
  return [...new Set(names)].slice(0, SHOWN_NAMES);
}

export interface FramePlace {
  /** With a slash at its end; empty where there is none. */
  readonly folder: string;
  readonly file: string;
  /** `:48:31`, as far as it is known. */
  readonly position: string;
  /** The file with its whole path and position. */
  readonly whole: string;
}

/** Where a frame stands: in the source that was written, else in the code that ran; undefined where neither is known. */
export function framePlace(frame: SourceFrame): FramePlace | undefined {
  const at = frame.original ?? frame;
  const full = frame.original ? (frame.original.path ?? frame.original.source) : frame.url;
  if (full === undefined) return undefined;
  const short = shortPath(full);
  const cut = short.lastIndexOf('/') + 1;
  const position = [at.line, at.line === undefined ? undefined : at.column]
    .filter((part) => part !== undefined)
    .map((part) => `:${part}`)
    .join('');
  return { folder: short.slice(0, cut), file: short.slice(cut), position, whole: full + position };
}

/** The name of the function a frame is in, as its source has it. */
export function frameFunction(frame: SourceFrame): string | undefined {
  return frame.original?.name ?? frame.functionName;
}
