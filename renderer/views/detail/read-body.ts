// View: a body's bytes, from the address both shells serve it at.
import { bodyPath, type BodySide } from '../../../main/model/exchange.ts';
import { inWorkspace } from '../../../main/model/link.ts';

export interface BodyAnswer {
  readonly bytes: Uint8Array;
  /** Why undoing the content coding stopped early: a code listed in docs/errors.md. */
  readonly fault?: string;
}

/** Field of the answer that holds the fault's code. */
export const FAULT_HEADER = 'x-throughline-fault';

/** Where a body is read: decoded content, or as it was on the wire. */
export function bodyAddress(exchangeId: string, side: BodySide, raw: boolean, search: string): string {
  return inWorkspace(`${bodyPath(exchangeId, side)}${raw ? '?raw' : ''}`, search);
}

/** The bytes kept of a body; none where the session keeps none. */
export async function readBody(address: string, signal: AbortSignal): Promise<BodyAnswer> {
  const answer = await fetch(address, { signal });
  if (answer.status === 404) return { bytes: new Uint8Array() };
  if (!answer.ok) throw new Error(`${answer.status} ${answer.statusText}`.trim());
  const fault = answer.headers.get(FAULT_HEADER);
  const bytes = new Uint8Array(await answer.arrayBuffer());
  return fault === null ? { bytes } : { bytes, fault };
}
