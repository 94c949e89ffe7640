// Proxy → tap: what pages and programs post of themselves. It is not read here: a post is answered at once and goes to the recorder
// as it came, so that no page can keep the proxy busy.
import type { Clock } from '../base/clock.ts';
import { REPORT_LIMIT_BYTES } from '../model/page-report.ts';
import type { Posted, TapSink } from '../model/tap-event.ts';
import { RateLimiter, type RateLimit } from './rate-limit.ts';
import { fieldOf, type Asker, type ReservedPost, type ReservedPosts } from './reserved-post.ts';

export const REPORT_PATH = '/__throughline/report';
export const LOG_PATH = '/__throughline/log';

/** The largest log post that is taken, in bytes. */
export const LOG_LIMIT_BYTES = 1024 * 1024;
/** Reports of one page; its agent sends one a second or so. */
export const REPORT_RATE: RateLimit = { burst: 60, perSecond: 20 };
/** Log posts of one page or program. */
export const LOG_RATE: RateLimit = { burst: 500, perSecond: 200 };
/** All posts together, so that nobody gets round the limits by posing as many. */
export const TOTAL_RATE: RateLimit = { burst: 2_000, perSecond: 1_000 };
/** Characters kept of a field. */
const FIELD_CHARACTERS = 2_000;

export interface IngestPostsOptions {
  readonly sink: TapSink;
  readonly clock: Clock;
  /** Off: posts are answered and forgotten, as traffic passes unseen. */
  readonly isRecording: () => boolean;
  /** Whether pages of that origin may post logs beside the proxy's own: those of a known upstream. */
  readonly knowsOrigin: (origin: string) => boolean;
}

export interface IngestPosts {
  readonly posts: ReservedPosts;
  /** Posts that were refused as too many. */
  readonly refused: number;
}

export function createIngestPosts({ sink, clock, isRecording, knowsOrigin }: IngestPostsOptions): IngestPosts {
  const total = new RateLimiter(TOTAL_RATE, clock);
  let refused = 0;

  function push(to: Posted['to'], bytes: Uint8Array, asker: Asker): void {
    if (isRecording()) sink.push(toPosted(to, clock(), bytes, asker));
  }

  function limitTo(rate: RateLimit): NonNullable<ReservedPost['admit']> {
    const senders = new RateLimiter(rate, clock);
    return (asker) => {
      if (senders.take(toSender(asker)) && total.take('')) return undefined;
      refused += 1;
      return {
        status: 429,
        rawHeaders: ['Retry-After', '1'],
        value: {
          error: {
            code: 'too-many-posts',
            message: 'So much was posted at once that this was left out; post less often, several at a time.',
          },
        },
      };
    };
  }

  const report: ReservedPost = {
    limitBytes: REPORT_LIMIT_BYTES,
    sameOriginOnly: true,
    admit: limitTo(REPORT_RATE),
    answer: (content, asker) => {
      push('report', content, asker);
      return Promise.resolve({ status: 204 });
    },
  };
  const log: ReservedPost = {
    limitBytes: LOG_LIMIT_BYTES,
    alsoFrom: knowsOrigin,
    admit: limitTo(LOG_RATE),
    answer: (content, asker) => {
      if (!looksLikeJson(content)) return Promise.resolve(NOT_JSON);
      push('log', content, asker);
      return Promise.resolve({ status: 202, value: { accepted: true } });
    },
  };
  return {
    posts: new Map([
      [REPORT_PATH, report],
      [LOG_PATH, log],
    ]),
    get refused() {
      return refused;
    },
  };
}

const NOT_JSON = {
  status: 400,
  value: { error: { code: 'log-unreadable', message: 'Post one JSON object or a list of them.' } },
};

/** Looks at the first character only: the whole is read by the recorder, which shows in the logs what it could not read. */
function looksLikeJson(content: Buffer): boolean {
  return /^\ufeff?\s*[{[]/.test(content.subarray(0, 64).toString('utf8'));
}

/** The page, or the program, as far as it says. */
function toSender({ address, rawHeaders }: Asker): string {
  return `${address} ${fieldOf(rawHeaders, 'referer') ?? fieldOf(rawHeaders, 'user-agent') ?? ''}`.slice(0, 500);
}

function toPosted(to: Posted['to'], at: number, bytes: Uint8Array, { address, rawHeaders }: Asker): Posted {
  const field = <K extends string>(key: K, ...names: readonly string[]): Partial<Record<K, string>> => {
    const value = names.map((name) => fieldOf(rawHeaders, name)).find((each) => each !== undefined);
    return value === undefined ? {} : ({ [key]: value.slice(0, FIELD_CHARACTERS) } as Record<K, string>);
  };
  return {
    type: 'posted',
    at,
    to,
    bytes,
    clientAddress: address,
    ...field('userAgent', 'user-agent'),
    ...field('origin', 'origin'),
    ...field('referer', 'referer'),
    ...field('traceparent', 'traceparent'),
    ...field('requestId', 'x-request-id', 'x-correlation-id'),
  };
}
