// Source maps: a look-up asked as JSON text and answered as a JSON value; what is posted to the proxy. Runs on the maps' thread.
import { Fault, faultCode, faultMessage } from '../base/fault.ts';
import type { LookupRequest } from '../model/source-frame.ts';
import type { LookupAnswer, SourceMapper } from './source-mapper.ts';

/** The largest request, in bytes: a map may be in it. */
export const LOOKUP_LIMIT_BYTES = 64 * 1024 * 1024;

export interface LookupReply {
  readonly status: number;
  readonly value: unknown;
}

/** Never rejects: a request that is none gives 400, a position without original 200 with the reason in `unresolved`. */
export async function answerLookup(mapper: Pick<SourceMapper, 'lookup'>, content: Uint8Array): Promise<LookupReply> {
  try {
    const request = parseLookupRequest(Buffer.from(content).toString('utf8'));
    return { status: 200, value: toLookupJson(await mapper.lookup(request)) };
  } catch (fault) {
    const code = faultCode(fault);
    return { status: code === 'lookup-invalid' ? 400 : 500, value: { error: { code, message: faultMessage(fault) } } };
  }
}

/** A source without a name is null, as it is in the map. */
export function toLookupJson(answer: LookupAnswer): object {
  return 'source' in answer ? { ...answer, source: answer.source === '' ? null : answer.source } : answer;
}

/** Throws a Fault with code `lookup-invalid` that says what is wrong. */
export function parseLookupRequest(text: string): LookupRequest {
  const value = parseObject(text);
  const { stack, map, url } = value;
  const at = optionalInstant(value.at);
  if (typeof stack === 'string') return { stack, ...at };
  const line = position(value.line, 'line');
  const column = value.column === undefined ? {} : { column: position(value.column, 'column') };
  if (map !== undefined && map !== null) return { map, line, ...column };
  if (typeof url === 'string' && url !== '') return { url, line, ...column, ...at };
  throw invalid('it has none of "url", "map" and "stack"');
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw invalid('it is no JSON', cause);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalid('it is no object');
  return value as Readonly<Record<string, unknown>>;
}

function position(value: unknown, name: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 1) throw invalid(`"${name}" is no whole number from 1`);
  return value as number;
}

/** As an ISO date, or in milliseconds since the Unix epoch. */
function optionalInstant(value: unknown): { readonly at?: number } {
  if (value === undefined || value === null) return {};
  const at = typeof value === 'string' ? Date.parse(value) : value;
  if (typeof at !== 'number' || !Number.isFinite(at)) throw invalid('"at" is no instant');
  return { at };
}

function invalid(what: string, cause?: unknown): Fault {
  return new Fault(
    'lookup-invalid',
    `The look-up can't be read: ${what}. Send {"url" or "map", "line", "column"} or {"stack"}.`,
    { cause },
  );
}
