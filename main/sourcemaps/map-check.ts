// Source maps: the check of one script: what was tried for its map, what failed, and why.
import { faultCode, faultMessage } from '../base/fault.ts';
import { parseUrl } from '../base/url.ts';
import type { MapCheck, MapStep } from '../model/source-frame.ts';
import type { Locator, LocatedScript } from './locator.ts';
import type { MapCache } from './map-cache.ts';
import type { LocatedMap, Trail } from './map-finder.ts';
import { findVersionFault } from './map-version.ts';
import type { PositionMapper } from './position-mapper.ts';
import type { SourceMap } from './source-map.ts';

export interface MapCheckParts {
  readonly locator: Locator;
  readonly positions: PositionMapper;
  readonly cache: MapCache;
}

/** Never rejects for what a script or map is like. */
export async function checkMap(parts: MapCheckParts, url: string, at?: number): Promise<MapCheck> {
  const steps: MapStep[] = [];
  const trail: Trail = (step) => steps.push(step);
  const script = await parts.locator.script(url, at, trail);
  const located = 'code' in script ? script : await parts.locator.map(script, trail);
  if ('code' in script || 'code' in located) return { url, steps, sources: [] };
  checkAnswer(script, located, trail);
  const { mapUrl, from } = located;
  const sources = checkContent(parts, script, located, trail);
  return { url, mapUrl, from, steps, sources };
}

const JSON_TYPE = /^(?:application|text)\/(?:[\w.-]+\+)?json\b/i;

/** Content type and permission for other origins, of a map that came over HTTP. */
function checkAnswer(script: LocatedScript, { mapUrl, headers }: LocatedMap, trail: Trail): void {
  if (headers === undefined) return;
  const field = (name: string) => headers.find((each) => each[0].toLowerCase() === name)?.[1];
  const type = field('content-type');
  const isJson = type !== undefined && JSON_TYPE.test(type);
  trail({
    step: 'type',
    ok: isJson,
    detail: type === undefined ? 'the map came without Content-Type' : `Content-Type: ${type}`,
    ...(isJson ? {} : { code: 'map-type' }),
  });
  const origin = parseUrl(script.url)?.origin;
  if (origin === undefined || parseUrl(mapUrl)?.origin === origin) return;
  const allowed = field('access-control-allow-origin');
  const isAllowed = allowed === '*' || allowed === origin;
  trail({
    step: 'cors',
    ok: isAllowed,
    detail: allowed === undefined ? 'no Access-Control-Allow-Origin' : `Access-Control-Allow-Origin: ${allowed}`,
    ...(isAllowed ? {} : { code: 'map-cors' }),
  });
}

/** Reads the map, compares it with the script, and looks for its sources. */
function checkContent(
  { cache, positions }: MapCheckParts,
  script: LocatedScript,
  { mapUrl, text }: LocatedMap,
  trail: Trail,
): MapCheck['sources'] {
  let map: SourceMap;
  try {
    map = cache.get(text).map;
  } catch (fault) {
    trail({ step: 'parse', ok: false, detail: faultMessage(fault), code: faultCode(fault) });
    return [];
  }
  const count = map.sources.length;
  trail({ step: 'parse', ok: true, detail: `${count} sources, version 3${map.linesOnly ? ', lines only' : ''}` });
  const stale = findVersionFault(script.text, text, map);
  trail({
    step: 'version',
    ok: !stale,
    detail: stale?.message ?? 'nothing speaks against script and map being of one build',
    ...(stale ? { code: stale.code } : {}),
  });
  const sources = positions.sources(map, mapUrl);
  trail(toSourcesStep(sources));
  return sources;
}

function toSourcesStep(sources: MapCheck['sources']): MapStep {
  const count = sources.length;
  const lost = sources.filter(({ path, hasContent }) => path === undefined && !hasContent).length;
  if (lost > 0) {
    const detail = `${lost} of ${count} sources have neither content nor file`;
    return { step: 'sources', ok: false, detail, code: 'source-missing' };
  }
  const edited = sources.filter((source) => source.edited).length;
  const files = sources.filter(({ path }) => path !== undefined).length;
  const detail = `${files} of ${count} sources found on disk${edited > 0 ? `, ${edited} of them edited since` : ''}`;
  return { step: 'sources', ok: true, detail };
}
