// Model: what capture has understood, on its way to the store and the feed. Reading a HAR yields the same words.
import type { ErrorReport } from './error-report.ts';
import type { BodySide, Exchange } from './exchange.ts';
import type { HmrRecord } from './hmr.ts';
import type { KeptMap } from './kept-map.ts';
import type { LogRecord } from './log.ts';
import type { EventRow, FrameRow } from './message.ts';
import type { MetricSample } from './metric.ts';
import type { ActionRecord, PageRecord } from './page.ts';
import type { ProfileRecord } from './profile.ts';
import type { SpanRecord } from './span.ts';

export type Recorded =
  /** The exchange as it stands now; replaces what was known under its id. Put when it opens, when its head changes, and when it ends. */
  | { readonly kind: 'exchange'; readonly record: Exchange }
  /** The next bytes of a body, as on the wire; only what the budget lets be kept, without gaps. */
  | { readonly kind: 'body'; readonly exchangeId: string; readonly side: BodySide; readonly bytes: Uint8Array }
  /** Nothing more is kept of this body. */
  | { readonly kind: 'body-end'; readonly exchangeId: string; readonly side: BodySide }
  /** `payload` is inflated and unmasked, as far as it is kept. */
  | { readonly kind: 'frame'; readonly record: FrameRow; readonly payload: Uint8Array }
  | { readonly kind: 'event'; readonly record: EventRow; readonly data: string }
  /** What is known of it now; replaces what was known under its id. */
  | { readonly kind: 'hmr'; readonly record: HmrRecord }
  /** What is known of it now; replaces what was known under its id (a request was found later). */
  | { readonly kind: 'log'; readonly record: LogRecord }
  /** What is known of it now; replaces what was known under its id. */
  | { readonly kind: 'span'; readonly record: SpanRecord }
  /** Samples of one poll or one message. */
  | { readonly kind: 'metrics'; readonly samples: readonly MetricSample[] }
  /** `bytes` is the raw profile. */
  | { readonly kind: 'profile'; readonly record: ProfileRecord; readonly bytes: Uint8Array }
  /** What is known of it now; replaces what was known under its id. */
  | { readonly kind: 'error'; readonly record: ErrorReport }
  | { readonly kind: 'page'; readonly record: PageRecord }
  | { readonly kind: 'action'; readonly record: ActionRecord }
  /** A source map for the session to keep; windows are not told. `bytes` is its content. */
  | { readonly kind: 'map'; readonly record: KeptMap; readonly bytes: Uint8Array }
  /** That many details were left out since the last word of this kind. */
  | { readonly kind: 'dropped'; readonly count: number };
