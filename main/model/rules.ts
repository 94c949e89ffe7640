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

/** Rules in force at most. */
export const HEADER_RULE_LIMIT = 200;
/** Characters of a rule's value. */
export const HEADER_VALUE_LIMIT = 8_192;

/** A field name: a token (RFC 9110 section 5.6.2). */
const TOKEN = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
/** A field value: visible characters, blanks and tabs within (RFC 9110 section 5.5). */
const FIELD_VALUE = /^(?:[\x21-\x7e\x80-\xff](?:[\t\x20-\x7e\x80-\xff]*[\x21-\x7e\x80-\xff])?)?$/;

/** Fields that frame a message or belong to one hop; changing them breaks it. */
const FRAMING: ReadonlySet<string> = new Set([
  'connection',
  'content-encoding',
  'content-length',
  'host',
  'http2-settings',
  'keep-alive',
  'proxy-connection',
  'sec-websocket-accept',
  'sec-websocket-extensions',
  'sec-websocket-key',
  'sec-websocket-version',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** What is wrong with a rule, in one sentence; undefined where nothing is. */
export function headerRuleFault(rule: Pick<HeaderRule, 'side' | 'action' | 'name' | 'value'>): string | undefined {
  const { action, name, value = '' } = rule;
  const wrong = nameFault(rule, name) ?? (action === 'rename' ? nameFault(rule, value) : undefined);
  if (wrong !== undefined) return wrong;
  if (action === 'remove' || action === 'rename') return undefined;
  if (value.length > HEADER_VALUE_LIMIT)
    return `The value of ${name} is longer than ${HEADER_VALUE_LIMIT} characters; shorten it.`;
  return FIELD_VALUE.test(value)
    ? undefined
    : `The value of ${name} holds characters that no field can; use visible ASCII.`;
}

function nameFault({ side, action }: Pick<HeaderRule, 'side' | 'action'>, name: string): string | undefined {
  if (!TOKEN.test(name)) return `"${name}" is no field name; write one like X-Debug.`;
  const key = name.toLowerCase();
  // A request may be sent to another virtual host, but never to none or to two.
  if (key === 'host' && side === 'request' && action === 'set') return undefined;
  return FRAMING.has(key) ? `${name} says how the message is carried, so no rule may change it.` : undefined;
}
