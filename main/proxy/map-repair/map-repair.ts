// Proxy: decides by its head which answer is mended so that development tools find and read its source map, and how.
import type { Switches } from '../../model/config.ts';
import type { ChangeFactory } from '../content-change.ts';
import { toCoding, type Coding } from '../inject/content-decoder.ts';
import { withoutOutdated } from '../inject/injection-plan.ts';
import type { RequestHead } from '../request-head.ts';
import { rawValue } from '../retrying-client.ts';
import type { Route } from '../routes.ts';
import type { ExchangeTap } from '../tap.ts';
import { HeadChange } from './head-change.ts';
import type { MapComment } from './map-comment.ts';
import { MapTypeChange } from './map-type-change.ts';
import { NeighbourMaps } from './neighbour-maps.ts';
import { RemoteMaps } from './remote-maps.ts';
import { ScriptChange } from './script-change.ts';

/** What is known of the maps of a proxy's scripts. */
export class MapRepairs {
  readonly remote = new RemoteMaps();
  readonly neighbours = new NeighbourMaps();

  close(): void {
    this.remote.close();
    this.neighbours.close();
  }
}

/** A request and its answer's head. */
export interface MapAnswer {
  readonly switches: Switches;
  readonly maps: MapRepairs;
  readonly method: string;
  /** Origin form, as the browser asked. */
  readonly path: string;
  readonly requestHeaders: readonly string[];
  /** Where the browser sees the proxy. */
  readonly origin: string;
  readonly route: Route;
  readonly status: number;
  /** As the upstream sent them. */
  readonly rawHeaders: readonly string[];
  readonly tap: Pick<ExchangeTap, 'changed'>;
}

const SCRIPT_TYPE = /^(?:(?:text|application)\/(?:x-)?(?:javascript|ecmascript)|text\/css)$/;
const JSON_TYPE = /^(?:application\/(?:[\w.-]+\+)?json|text\/json)$/;

/** A script or stylesheet that may be mended must come whole: a copy that the browser has may name a map as the server did. */
export function isRepaired(
  switches: Switches,
  { method, rawHeaders }: Pick<RequestHead, 'method' | 'rawHeaders'>,
): boolean {
  if ((!switches.repairMapOrigin && !switches.repairMapHeader) || method !== 'GET') return false;
  const destination = rawValue(rawHeaders, 'sec-fetch-dest');
  return destination === 'script' || destination === 'style';
}

/** What mends an answer; undefined where it passes as it is. */
export function planMapRepair(answer: MapAnswer): ChangeFactory | undefined {
  const { switches, method, path, status, rawHeaders } = answer;
  const { repairMapOrigin, repairMapHeader, repairMapType, repairMapCors } = switches;
  if (!repairMapOrigin && !repairMapHeader && !repairMapType && !repairMapCors) return undefined;
  if (method !== 'GET' || /no-transform/i.test(rawValue(rawHeaders, 'cache-control'))) return undefined;
  if (/\.map$/i.test(path.replace(/\?.*$/s, ''))) return planMap(answer);
  const type = mediaType(rawHeaders);
  if (status !== 200 || !SCRIPT_TYPE.test(type) || !(repairMapOrigin || repairMapHeader)) return undefined;
  return planScript(answer, type !== 'text/css');
}

function isMapField(name: string | undefined, valueAt: number): boolean {
  return valueAt % 2 === 1 && /^(?:x-)?sourcemap$/i.test(name ?? '');
}

function mediaType(rawHeaders: readonly string[]): string {
  return rawValue(rawHeaders, 'content-type').split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

function codingOf(rawHeaders: readonly string[]): Coding | 'identity' | 'unknown' {
  return toCoding(rawValue(rawHeaders, 'content-encoding'));
}

function planScript(answer: MapAnswer, isScript: boolean): ChangeFactory | undefined {
  const { switches, maps, route, path, rawHeaders, tap } = answer;
  const field = rawValue(rawHeaders, 'sourcemap') || rawValue(rawHeaders, 'x-sourcemap');
  if (field !== '') {
    const to = switches.repairMapOrigin ? servedHere(answer, field) : undefined;
    if (to === undefined) return undefined;
    noteOrigin(answer, field);
    const raw = rawHeaders.map((value, i) => (isMapField(rawHeaders[i - 1], i) ? to : value));
    return (output) => new HeadChange(raw, output);
  }
  const seeks = switches.repairMapHeader && isScript;
  if (seeks && maps.neighbours.has(route, path)) {
    const name = `${fileName(path)}.map`;
    tap.changed('map-header-repaired', `The script named no source map; the field SourceMap names ${name} beside it.`);
    return (output) => new HeadChange([...rawHeaders, 'SourceMap', name], output);
  }
  const coding = codingOf(rawHeaders);
  if (coding === 'unknown') return undefined;
  const named = (comment: MapComment | undefined): string | undefined => {
    if (!comment) {
      if (seeks) void maps.neighbours.probe(route, path);
      return undefined;
    }
    maps.neighbours.forget(route, path);
    const to = switches.repairMapOrigin && !comment.inline ? servedHere(answer, comment.url) : undefined;
    if (to !== undefined) noteOrigin(answer, comment.url);
    return to;
  };
  const tooLarge = (): void =>
    tap.changed('map-repair-too-large', 'The script is larger than 16 MiB, so what it says of its map was left alone.');
  const changed = withoutOutdated(rawHeaders, coding !== 'identity');
  return (output) => new ScriptChange({ coding, rawHeaders: changed, named, tooLarge }, output);
}

function fileName(path: string): string {
  return path.replace(/\?.*$/s, '').replace(/^.*\//s, '');
}

/** The proxy's own path for a map at another origin; undefined where it is at this one or can't be fetched. */
function servedHere({ origin, path, maps }: MapAnswer, url: string): string | undefined {
  let absolute: URL;
  try {
    absolute = new URL(url, origin + path);
  } catch {
    return undefined;
  }
  if (absolute.origin === new URL(origin).origin || !/^https?:$/.test(absolute.protocol)) return undefined;
  return maps.remote.pathOf(absolute.href);
}

function noteOrigin({ tap }: MapAnswer, url: string): void {
  tap.changed('map-origin-repaired', `The source map at ${url.slice(0, 500)} is served through the proxy.`);
}

function planMap(answer: MapAnswer): ChangeFactory | undefined {
  const { switches, status, rawHeaders, tap } = answer;
  const allowed = switches.repairMapCors ? allowedOrigin(answer) : undefined;
  const open = allowed === undefined ? undefined : [...rawHeaders, ...allowed];
  if (allowed) tap.changed('map-cors-repaired', `The map may be read by ${allowed[1] ?? ''}, which asked for it.`);
  const type = mediaType(rawHeaders);
  const coding = codingOf(rawHeaders);
  if (switches.repairMapType && status === 200 && !JSON_TYPE.test(type) && coding !== 'unknown') {
    const named = withType(open ?? rawHeaders);
    const decided = (isJson: boolean): void =>
      isJson
        ? tap.changed('map-type-repaired', `The map came as ${type === '' ? 'no type' : type} and is JSON.`)
        : tap.changed('map-type-left', `What was asked for as a map is no JSON, so its type ${type} was left.`);
    return (output) => new MapTypeChange({ coding, named, other: open, decided }, output);
  }
  return open && ((output) => new HeadChange(open, output));
}

/** Fields that let the origin read the map that asked for it; undefined where it may already or needs not. */
function allowedOrigin({ requestHeaders, rawHeaders, origin }: MapAnswer): readonly string[] | undefined {
  const asker = rawValue(requestHeaders, 'origin');
  if (asker === '' || asker === origin || rawValue(rawHeaders, 'access-control-allow-origin') !== '') return undefined;
  return ['Access-Control-Allow-Origin', asker, 'Vary', 'Origin'];
}

function withType(rawHeaders: readonly string[]): string[] {
  const at = rawHeaders.findIndex((name, i) => i % 2 === 0 && name.toLowerCase() === 'content-type');
  const raw = [...rawHeaders];
  if (at === -1) raw.push('Content-Type', 'application/json');
  else raw[at + 1] = 'application/json';
  return raw;
}
