// Pure: what happened to an exchange, as sentences with numbers. Leads the overview.
import { PHASES, type ExchangeRow, type Phase } from '../../../main/model/exchange.ts';

/**
 * One sentence: a key below `happening` in the texts and what fills its slots. Slots that end in `Ms` are
 * durations in milliseconds, in `Bytes` sizes; all others are shown as they are.
 */
export interface Sentence {
  readonly key: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Share of the total from which one phase counts as where the time went. */
const DOMINANT_SHARE = 0.5;
/** Below this no one asks where the time went. */
const WORTH_EXPLAINING_MS = 20;

/** The upstream's name: host and port of the address it was sent to, else of the one asked for. */
export function upstreamName(row: ExchangeRow): string {
  const address = row.upstreamUrl ?? row.url;
  try {
    return new URL(address).host;
  } catch {
    return address;
  }
}

/** The phase that took the most, and how much. */
export function longestPhase(row: ExchangeRow): { readonly phase: Phase; readonly durationMs: number } {
  let best: { phase: Phase; durationMs: number } = { phase: 'wait', durationMs: 0 };
  for (const phase of PHASES) {
    if (row.timings[phase] > best.durationMs) best = { phase, durationMs: row.timings[phase] };
  }
  return best;
}

function isStream(row: ExchangeRow): boolean {
  return row.kind === 'websocket' || row.kind === 'eventsource';
}

function statusOf(row: ExchangeRow): string {
  return [row.status, row.statusText].filter(Boolean).join(' ');
}

function ending(row: ExchangeRow): Sentence {
  const upstream = upstreamName(row);
  const totalMs = row.timings.total;
  const counts = { in: row.messagesIn, out: row.messagesOut };
  const error = row.error;
  if (row.state === 'pending') return { key: 'pending', values: { upstream, totalMs } };
  if (row.state === 'open') return { key: 'open', values: { upstream, totalMs, ...counts } };
  if (row.state === 'streaming') {
    const values = { upstream, totalMs, receivedBytes: row.responseBody.sizeBytes, ...counts };
    return { key: row.kind === 'eventsource' ? 'openStream' : 'streaming', values };
  }
  if (error) {
    const values = { upstream, totalMs, code: error.code, receivedBytes: row.responseBody.sizeBytes };
    const where = error.phase === 'receive' ? 'Receive' : error.phase === 'wait' ? 'Wait' : 'Setup';
    return { key: `failed.${error.by}${where}`, values };
  }
  if (row.status === 101) return { key: 'closedSocket', values: { upstream, totalMs, ...counts } };
  if (isStream(row) && row.messagesIn > 0) return { key: 'closedStream', values: { upstream, totalMs, ...counts } };
  const values = { upstream, totalMs, status: statusOf(row), receivedBytes: row.responseBody.sizeBytes };
  return { key: (row.status ?? 0) >= 400 ? 'refused' : 'answered', values };
}

function whereTimeWent(row: ExchangeRow): Sentence | undefined {
  const { phase, durationMs } = longestPhase(row);
  const { total } = row.timings;
  if (row.state !== 'done' || isStream(row) || total < WORTH_EXPLAINING_MS) return undefined;
  if (durationMs / total < DOMINANT_SHARE) return undefined;
  const percent = Math.min(100, Math.round((durationMs / total) * 100));
  return { key: `slow.${phase}`, values: { upstream: upstreamName(row), durationMs, percent } };
}

function setUp(row: ExchangeRow): Sentence | undefined {
  const parts = [row.timings.dns, row.timings.connect, row.timings.tls].filter((part) => part > 0);
  const setupMs = parts.reduce((sum, part) => sum + part, 0);
  if (row.state !== 'done' || setupMs < WORTH_EXPLAINING_MS || setupMs / row.timings.total < 0.2) return undefined;
  return { key: 'setUp', values: { setupMs } };
}

function missing(row: ExchangeRow): readonly Sentence[] {
  const ended = row.state === 'done' || row.state === 'failed';
  const said: Sentence[] = [];
  for (const [side, body] of [
    ['request', row.requestBody],
    ['response', row.responseBody],
  ] as const) {
    if (body.truncated) {
      said.push({ key: `truncated.${side}`, values: { keptBytes: body.keptBytes, sizeBytes: body.sizeBytes } });
    }
    if (ended && !body.complete && body.sizeBytes > 0) {
      said.push({ key: `incomplete.${side}`, values: { sizeBytes: body.sizeBytes } });
    }
  }
  return said;
}

/** What happened: who ended it and how, where the time went, and what is missing. At least one sentence. */
export function toHappening(row: ExchangeRow): readonly Sentence[] {
  const rest = [whereTimeWent(row), setUp(row)].filter((sentence) => sentence !== undefined);
  return [ending(row), ...rest, ...missing(row)];
}
