// Model: what a person wants changed in the fields of messages on their way, and what of the traffic is not kept.

/** One change of a field. The first to match does not end it: rules apply in their order. */
export interface HeaderRule {
  /** Unique; shown beside what it changed. */
  readonly id: string;
  readonly enabled: boolean;
  /** Requests towards the upstream, or answers towards the browser. */
  readonly side: 'request' | 'response';
  /** `set` replaces or adds, `append` adds one more, `remove` takes all of the name away, `rename` keeps the values. */
  readonly action: 'set' | 'append' | 'remove' | 'rename';
  /** A field name (RFC 9110 section 5.1). */
  readonly name: string;
  /** The value for `set` and `append`, the new name for `rename`; nothing for `remove`. */
  readonly value?: string;
  /** As a route's `match`; absent: all requests. */
  readonly match?: string;
}

/** What a rule did to an exchange. */
export interface RuleEffect {
  readonly ruleId: string;
  readonly side: 'request' | 'response';
  readonly action: HeaderRule['action'];
  readonly name: string;
  /** Values before and after; a secret's are left out as in the lists of fields. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

/** Which exchanges of a heavy route are kept. Those that fail, answer with 400 and above, or take long are always kept. */
export interface SamplingRule {
  /** As a route's `match`. */
  readonly match: string;
  /** Part that is kept, 0 to 1; either this or `perSecond`. */
  readonly ratio?: number;
  readonly perSecond?: number;
  /** From this on an exchange is slow; 1,000 by default. */
  readonly slowMs?: number;
}

/** What a sampling rule has left out so far. */
export interface SamplingCount {
  readonly match: string;
  readonly seen: number;
  readonly left: number;
}
