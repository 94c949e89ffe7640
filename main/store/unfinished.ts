// Store: exchanges that were under way when their recording stopped without a word, as they are shown and mended.
import type { ExchangeError, ExchangeRow, ExchangeState, Phase } from '../model/exchange.ts';

/** States of an exchange that is under way. */
export const UNFINISHED_STATES: readonly ExchangeState[] = ['pending', 'streaming', 'open'];

/** The exchange is under way, or was when it was written last. */
export function isUnfinished(row: Pick<ExchangeRow, 'state'>): boolean {
  return UNFINISHED_STATES.includes(row.state);
}

/** The exchange as failed: nobody follows it any more, and how it went on is not known. Times and sizes stay as last seen. */
export function toStopped<T extends ExchangeRow>(row: T): T {
  const error: ExchangeError = {
    code: 'recording-ended',
    phase: lastPhase(row),
    by: 'proxy',
    message: `The recording stopped while ${nameOf(row)}; what came until then is kept, how it went on is not known.`,
  };
  return { ...row, state: 'failed', error: row.error ?? error };
}

function nameOf({ state, kind }: ExchangeRow): string {
  if (state === 'open') return 'this connection was open';
  if (state === 'pending') return 'its answer was awaited';
  return kind === 'eventsource' ? 'this stream was open' : 'its answer was coming';
}

function lastPhase(row: ExchangeRow): Phase {
  if (row.status !== undefined) return 'receive';
  if (row.upstreamUrl === undefined) return 'blocked';
  return row.requestBody.complete ? 'wait' : 'send';
}
