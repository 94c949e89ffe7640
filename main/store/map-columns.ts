// Store: source maps that a session keeps, as columns and back.
import type { KeptMap, KeptMapContent } from '../model/kept-map.ts';
import type { Row, Value } from './connection.ts';

/** The columns of `maps` but for its number; a map replaces the one of the same script and address. */
export const MAP_COLUMNS = ['url', 'script', 'at', 'content_type', 'fault', 'bytes'] as const;

export const MAP_LIST = MAP_COLUMNS.join(', ');

export function toMapValues(map: KeptMap, bytes: Uint8Array): Value[] {
  return [map.url, map.script, map.at, map.contentType ?? null, map.fault ? JSON.stringify(map.fault) : null, bytes];
}

/** A map from `MAP_LIST`. */
export function parseMap([url, script, at, contentType, fault, bytes]: Row): KeptMapContent {
  return {
    url: url as string,
    script: script as string,
    at: at as number,
    ...(contentType === null ? undefined : { contentType: contentType as string }),
    ...(fault === null ? undefined : { fault: JSON.parse(fault as string) as NonNullable<KeptMap['fault']> }),
    bytes: bytes as Uint8Array,
  };
}
