// Capture: turns the instants taps reported into the phases of HAR 1.2, with `tls` beside `connect`.
import type { Phase, Timings } from '../model/exchange.ts';

/** Instants of one exchange, milliseconds since the Unix epoch; absent while (or because) the step was not reached. */
export interface Instants {
  /** The request's head was read. */
  readonly startedAt: number;
  readonly connectStartedAt?: number | undefined;
  readonly lookedUpAt?: number | undefined;
  readonly connectedAt?: number | undefined;
  readonly securedAt?: number | undefined;
  /** The request's head was written upstream. */
  readonly upstreamAt?: number | undefined;
  /** The request's body ended. */
  readonly requestEndedAt?: number | undefined;
  /** The answer's head came. */
  readonly responseAt?: number | undefined;
  /** Something ended the exchange before its time. */
  readonly failure?: { readonly at: number; readonly phase: Phase } | undefined;
  /** The answer's body, or all of the exchange, ended. */
  readonly endedAt?: number | undefined;
  /** The latest instant heard of. */
  readonly lastAt: number;
}

type Phases = Record<Phase, number>;

const SET_UP = new Set<Phase>(['dns', 'connect', 'tls']);

/**
 * The phases, each at least 0 or -1 where it does not apply. Those that apply follow one another without gaps, so
 * they add up to `total`; instants out of order are moved up to the one before. For an exchange that runs, the
 * phase it is in counts up to the last instant heard of. Where no upstream was reached, the time goes to the
 * phase that failed (`dns`, `connect` or `tls`), otherwise to `blocked`.
 */
export function toTimings(instants: Instants): Timings {
  const phases: Phases = { blocked: -1, dns: -1, connect: -1, tls: -1, send: -1, wait: -1, receive: -1 };
  const end = Math.max(instants.startedAt, instants.endedAt ?? instants.lastAt);
  let cursor = instants.startedAt;
  const spend = (phase: Phase, until: number): void => {
    const to = Math.min(end, Math.max(cursor, until));
    phases[phase] = Math.max(phases[phase], 0) + (to - cursor);
    cursor = to;
  };

  const { upstreamAt, responseAt } = instants;
  if (upstreamAt === undefined) spendUnreached(instants, end, spend);
  else {
    spendSetUp(instants, upstreamAt, spend);
    spendSending(instants, upstreamAt, end, spend);
  }
  if (responseAt !== undefined) spend('receive', end);
  else if (phases.wait >= 0) spend('wait', end);
  return { ...phases, total: cursor - instants.startedAt };
}

type Spend = (phase: Phase, until: number) => void;

function spendUnreached(instants: Instants, end: number, spend: Spend): void {
  const { failure, responseAt } = instants;
  const until = responseAt ?? end;
  spend(failure !== undefined && SET_UP.has(failure.phase) ? failure.phase : 'blocked', until);
}

function spendSetUp(instants: Instants, upstreamAt: number, spend: Spend): void {
  const { connectStartedAt, lookedUpAt, connectedAt, securedAt } = instants;
  spend('blocked', connectStartedAt ?? upstreamAt);
  if (connectStartedAt === undefined) return;
  if (lookedUpAt !== undefined) spend('dns', lookedUpAt);
  spend('connect', connectedAt ?? upstreamAt);
  if (securedAt !== undefined) spend('tls', securedAt);
}

function spendSending(instants: Instants, upstreamAt: number, end: number, spend: Spend): void {
  const { requestEndedAt, responseAt } = instants;
  const headOrEnd = responseAt ?? end;
  spend('send', Math.min(headOrEnd, Math.max(upstreamAt, requestEndedAt ?? headOrEnd)));
  if (requestEndedAt !== undefined || responseAt !== undefined) spend('wait', headOrEnd);
}
