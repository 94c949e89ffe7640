// Ingest: fetches profiles from pprof addresses when a person asks for one; one at a time from each.
import type { Clock } from '../../base/clock.ts';
import { Fault } from '../../base/fault.ts';
import { parseUrl } from '../../base/url.ts';
import type { PprofTarget } from '../../model/config.ts';
import type { ProfileKind, ProfileRecord } from '../../model/profile.ts';
import type { PageReader } from '../http-page.ts';
import { targetName } from '../metrics/metrics-poller.ts';
import { toProfileRecord } from './profile-record.ts';

/** Of a profile, as it is sent. */
export const PROFILE_LIMIT_BYTES = 32 * 1024 * 1024;
/** How long a profile of one moment may take, in milliseconds; one over time may take as much longer as it lasts. */
export const PROFILE_TIMEOUT_MS = 20_000;
/** How long a CPU profile lasts where nobody says, and at most, in seconds. */
export const CPU_SECONDS = 5;
export const CPU_SECONDS_MOST = 120;

export interface ProfilerParts {
  readonly pages: PageReader;
  readonly clock: Clock;
  /** False where there is no room for it now. */
  readonly onProfile: (profile: { readonly record: ProfileRecord; readonly bytes: Uint8Array }) => boolean;
}

export interface Profiler {
  /** Resolves when the profile was handed on, with its id. Rejects with a Fault. */
  take(target: string, kind: ProfileKind, seconds?: number): Promise<string>;
  /** Profiles can be had of these too. */
  add(targets: readonly PprofTarget[]): void;
  close(): void;
}

export function createProfiler(targets: readonly PprofTarget[], parts: ProfilerParts): Profiler {
  const urls = new Map(targets.map((target) => [targetName(target), target.url]));
  const busy = new Set<string>();
  const end = new AbortController();
  let lastId = 0;

  async function fetchProfile(target: string, url: URL, kind: ProfileKind, seconds: number): Promise<string> {
    const page = await parts.pages.read({
      url: profileUrl(url, kind, seconds),
      accept: '*/*',
      limitBytes: PROFILE_LIMIT_BYTES,
      timeoutMs: PROFILE_TIMEOUT_MS + (kind === 'cpu' ? seconds * 1000 : 0),
      signal: end.signal,
    });
    if (page.status !== 200) throw new Fault('profile-status', refusal(target, kind, page.status, page.bytes));
    const at = parts.clock();
    // Microseconds, so that the ids of a session that is continued go on.
    lastId = Math.max(lastId + 1, Math.round(at * 1000));
    const record = toProfileRecord({ id: String(lastId), at, target, kind }, page.bytes);
    if (!parts.onProfile({ record, bytes: page.bytes }))
      throw new Fault('profile-lost', `The profile of ${target} was not kept: recording is behind. Try again.`);
    if (record.fault) throw new Fault(record.fault.code, record.fault.message);
    return record.id;
  }

  return {
    async take(target, kind, seconds = CPU_SECONDS) {
      const address = urls.get(target);
      const url = address === undefined ? undefined : parseUrl(address);
      if (!url || !/^https?:$/.test(url.protocol))
        throw new Fault('profile-target', `No pprof address is configured for ${target}.`);
      if (busy.has(target))
        throw new Fault('profile-busy', `A profile of ${target} is being taken; one at a time can be.`);
      busy.add(target);
      try {
        return await fetchProfile(target, url, kind, Math.min(CPU_SECONDS_MOST, Math.max(1, Math.round(seconds))));
      } finally {
        busy.delete(target);
      }
    },
    add(more) {
      for (const target of more) urls.set(targetName(target), target.url);
    },
    close: () => end.abort(),
  };
}

/** The address of a kind of profile; `/debug/pprof` is added where the target's has no path. */
export function profileUrl(base: URL, kind: ProfileKind, seconds: number): URL {
  const url = new URL(base);
  const folder = url.pathname === '/' ? '/debug/pprof' : url.pathname.replace(/\/+$/, '');
  url.pathname = `${folder}/${kind === 'cpu' ? 'profile' : kind}`;
  if (kind === 'goroutine') url.searchParams.set('debug', '2');
  if (kind === 'cpu') url.searchParams.set('seconds', String(seconds));
  return url;
}

/** How long a refusal is told, in characters. */
const REFUSAL_LIMIT = 200;

function refusal(target: string, kind: ProfileKind, status: number, bytes: Uint8Array): string {
  const said = new TextDecoder().decode(bytes.subarray(0, REFUSAL_LIMIT)).trim().split('\n')[0] ?? '';
  const words = /^[^<]+$/.test(said) ? `: ${said}` : '.';
  return `${target} answered with ${status} when it was asked for a ${kind} profile${words}`;
}
