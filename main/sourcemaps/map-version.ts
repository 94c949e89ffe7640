// Source maps: tells a map of another build than the script from the two texts.
import { decodedMappings } from '@jridgewell/trace-mapping';
import type { Unresolved } from '../model/source-frame.ts';
import type { SourceMap } from './source-map.ts';

/** Share of mapped lines that may speak of places behind the line's end: some tools count a character or a line too far. */
const OUTSIDE_SHARE = 0.02;

/** Both sides' debug id, where tools write one (ECMA-426 proposal: `//# debugId=` and the map's `debugId`). */
const SCRIPT_ID = /\/\/# debugId=([\da-f-]{32,36})\s*$/im;
const MAP_ID = /"debug_?id"\s*:\s*"([\da-f-]{32,36})"/i;
/** Where a script's debug id stands: at its end, in characters. */
const TAIL = 4_096;

/** Why the map can't be of this script's build; undefined where nothing speaks against it. */
export function findVersionFault(script: string, mapText: string, map: SourceMap): Unresolved | undefined {
  const scriptId = SCRIPT_ID.exec(script.slice(-TAIL))?.[1]?.toLowerCase();
  const mapId = scriptId === undefined ? undefined : MAP_ID.exec(mapText)?.[1]?.toLowerCase();
  if (scriptId !== undefined && mapId !== undefined) {
    return scriptId === mapId ? undefined : stale(`the script's debug id is ${scriptId}, the map's ${mapId}`);
  }
  return findOutside(script, map);
}

function findOutside(script: string, map: SourceMap): Unresolved | undefined {
  const mapped = decodedMappings(map.trace);
  const ends = lineLengths(script, mapped.length);
  let lines = 0;
  let outside = 0;
  for (const [index, segments] of mapped.entries()) {
    const last = segments.at(-1);
    if (!last) continue;
    lines += 1;
    const end = ends[index];
    if (end === undefined || last[0] > end + 1) outside += 1;
  }
  if (outside <= Math.max(1, lines * OUTSIDE_SHARE)) return undefined;
  return stale(`${outside} of the ${lines} lines it speaks of are shorter in the script, or not there`);
}

/** Lengths of the first lines of a text, in UTF-16 units. */
function lineLengths(text: string, limit: number): number[] {
  const lengths: number[] = [];
  for (let start = 0; lengths.length < limit && start <= text.length;) {
    const end = text.indexOf('\n', start);
    lengths.push((end === -1 ? text.length : end) - start);
    if (end === -1) break;
    start = end + 1;
  }
  return lengths;
}

function stale(why: string): Unresolved {
  return { code: 'map-stale', message: `The map is of another build than the script: ${why}. Reload without cache.` };
}
