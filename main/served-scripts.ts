// The recorder's thread: which exchanges brought a script or stylesheet to its end, so that their maps can be looked for once they are in the file.
import type { Exchange } from './model/exchange.ts';
import type { Recorded } from './model/recorded.ts';

/** Exchanges named at a time; what comes beyond between two commits is left out. */
export const SERVED_SCRIPTS_LIMIT = 5_000;

const CODE_TYPE = /\b(?:javascript|ecmascript|css)\b/i;

export class ServedScripts {
  readonly #ids = new Set<string>();

  /** Takes note of a script that has ended. */
  accept(recorded: Recorded): void {
    if (recorded.kind !== 'exchange' || this.#ids.size >= SERVED_SCRIPTS_LIMIT) return;
    if (isServedCode(recorded.record)) this.#ids.add(recorded.record.id);
  }

  /** All noted since the last time. */
  take(): readonly string[] {
    const ids = [...this.#ids];
    this.#ids.clear();
    return ids;
  }
}

function isServedCode({ state, status, kind, method, responseBody }: Exchange): boolean {
  if (state !== 'done' || status !== 200 || method !== 'GET' || !responseBody.complete) return false;
  if (kind === 'script' || kind === 'stylesheet') return true;
  return (kind === 'fetch' || kind === 'other') && CODE_TYPE.test(responseBody.contentType ?? '');
}
