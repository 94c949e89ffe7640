// Shell: what a window may say, checked before anything is done with it. A window shows captured content, so it is not trusted.
import * as v from 'valibot';
import { LOG_LEVELS } from '../../main/model/log.ts';
import { FRAME_OPCODES } from '../../main/model/message.ts';
import { type Command, PAGE_LIMIT, type QueryName, type SourceQueryName } from '../../main/model/protocol.ts';
import { PROFILE_KINDS } from '../../main/model/profile.ts';
import { HEADER_RULE_LIMIT } from '../../main/model/rules.ts';
import { Fault } from '../../main/base/fault.ts';

/** The longest message of a window, in characters. */
export const MESSAGE_LIMIT = 1024 * 1024;

/** How many exchanges a window may watch at once. */
export const WATCH_LIMIT = 64;

const id = v.pipe(v.string(), v.maxLength(64));
const text = v.pipe(v.string(), v.maxLength(4_096));
const limit = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(PAGE_LIMIT));
const page = v.strictObject({ afterId: v.exactOptional(id), limit });
const filter = v.strictObject({
  exchangeId: v.exactOptional(id),
  direction: v.exactOptional(v.picklist(['in', 'out'])),
  opcodes: v.exactOptional(v.pipe(v.array(v.picklist(FRAME_OPCODES)), v.maxLength(FRAME_OPCODES.length))),
  text: v.exactOptional(text),
});

/** The most texts, fields, sources or series that one question names. */
const LIST_LIMIT = 200;
const texts = v.exactOptional(v.pipe(v.array(text), v.maxLength(LIST_LIMIT)));
const finite = v.pipe(v.number(), v.finite());
const traceId = v.pipe(v.string(), v.regex(/^[0-9a-f]{32}$/));
const logFilter = v.strictObject({
  levels: v.exactOptional(v.pipe(v.array(v.picklist(LOG_LEVELS)), v.maxLength(LOG_LEVELS.length))),
  sources: texts,
  texts,
  without: texts,
  fields: v.exactOptional(v.pipe(v.array(v.strictObject({ path: text, text })), v.maxLength(LIST_LIMIT))),
  traceId: v.exactOptional(id),
  exchangeId: v.exactOptional(id),
  requestId: v.exactOptional(text),
  pageId: v.exactOptional(id),
  fromAt: v.exactOptional(finite),
  toAt: v.exactOptional(finite),
});
const whole = v.pipe(v.number(), v.integer(), v.minValue(0));
const indexPage = v.strictObject({
  every: v.pipe(v.number(), v.integer(), v.minValue(1)),
  afterId: v.exactOptional(id),
  skip: v.exactOptional(whole),
});
const timeSpan = { fromAt: finite, toAt: finite };
const timeSteps = v.strictObject({ ...timeSpan, steps: limit });

/** The arguments of each query. A missing one is a query that a window can't ask. */
const queries = {
  summary: v.strictTuple([]),
  exchange: v.strictTuple([id]),
  exchangeRows: v.strictTuple([page]),
  frameRows: v.strictTuple([filter, page]),
  searchFrames: v.strictTuple([filter]),
  frame: v.strictTuple([id]),
  eventRows: v.strictTuple([id, page]),
  event: v.strictTuple([id]),
  logRows: v.union([v.strictTuple([page]), v.strictTuple([page, logFilter])]),
  log: v.strictTuple([id]),
  logIndex: v.strictTuple([logFilter, indexPage]),
  logHistogram: v.strictTuple([timeSteps]),
  telemetryTotals: v.strictTuple([]),
  spanRows: v.strictTuple([page]),
  traceRows: v.strictTuple([v.strictObject({ beforeId: v.exactOptional(id), limit })]),
  metricSeries: v.strictTuple([]),
  metricPoints: v.strictTuple([v.pipe(v.array(id), v.maxLength(LIST_LIMIT)), timeSteps]),
  profileRows: v.strictTuple([page]),
  serviceCalls: v.union([v.strictTuple([]), v.strictTuple([v.strictObject(timeSpan)])]),
  hmrRows: v.strictTuple([page]),
  hmr: v.strictTuple([id]),
  errorRows: v.strictTuple([page]),
  error: v.strictTuple([id]),
  pageRows: v.strictTuple([page]),
  actionRows: v.strictTuple([page]),
  trace: v.strictTuple([traceId]),
} satisfies Record<QueryName, v.GenericSchema>;

/** The longest stack that a window may ask about, in characters. */
const STACK_LIMIT = 256 * 1024;
/** The longest address of a script; data URLs are no addresses of scripts. */
const URL_LIMIT = 8_192;
const instant = v.optional(v.pipe(v.number(), v.finite()));

/** The arguments of each question about source maps. */
const sourceQueries = {
  checkMap: v.strictTuple([v.pipe(v.string(), v.maxLength(URL_LIMIT)), instant]),
  mapStack: v.strictTuple([v.pipe(v.string(), v.maxLength(STACK_LIMIT)), instant]),
} satisfies Record<SourceQueryName, v.GenericSchema>;

const timeout = v.exactOptional(v.pipe(v.number(), v.minValue(0), v.maxValue(3_600_000)));
const route = v.strictObject({
  match: v.pipe(text, v.nonEmpty()),
  target: v.pipe(text, v.nonEmpty()),
  rewrite: v.exactOptional(v.strictObject({ from: text, to: text })),
  host: v.exactOptional(v.picklist(['auto', 'keep', 'rewrite'])),
  secure: v.exactOptional(v.boolean()),
  timeouts: v.exactOptional(v.strictObject({ connectMs: timeout, responseMs: timeout, upgradeMs: timeout })),
});
const path = v.exactOptional(v.pipe(text, v.nonEmpty()));
const headerRule = v.strictObject({
  id: v.pipe(text, v.nonEmpty()),
  enabled: v.boolean(),
  side: v.picklist(['request', 'response']),
  action: v.picklist(['set', 'append', 'remove', 'rename']),
  name: text,
  value: v.exactOptional(text),
  match: v.exactOptional(text),
});

const yesOrNo = v.exactOptional(v.boolean());
/** The longest name of an event that a window may send, in characters. */
const EVENT_NAME_LIMIT = 64;
/** A line or column from 1. */
const place = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31));

/** The most routes a window may set. */
const ROUTES_LIMIT = 256;

/** How long a window may have a CPU profile last, in seconds. */
const PROFILE_SECONDS_LIMIT = 120;

const command = v.variant('type', [
  v.strictObject({ type: v.literal('pause') }),
  v.strictObject({ type: v.literal('resume') }),
  v.strictObject({
    type: v.literal('open-target'),
    target: v.pipe(text, v.nonEmpty()),
    routes: v.pipe(v.array(route), v.maxLength(ROUTES_LIMIT)),
  }),
  v.strictObject({ type: v.literal('start-demo') }),
  v.strictObject({ type: v.literal('save-session'), path }),
  v.strictObject({ type: v.literal('export-har'), path, raw: v.boolean() }),
  v.strictObject({ type: v.literal('open-file'), path }),
  v.strictObject({ type: v.literal('replay'), exchangeId: id }),
  v.strictObject({
    type: v.literal('send-hmr'),
    event: v.pipe(v.string(), v.maxLength(EVENT_NAME_LIMIT)),
    data: v.unknown(),
  }),
  v.strictObject({
    type: v.literal('set-switches'),
    switches: v.strictObject({
      inject: yesOrNo,
      trace: yesOrNo,
      sendTrace: yesOrNo,
      bringBack: yesOrNo,
      repairMapOrigin: yesOrNo,
      repairMapHeader: yesOrNo,
      repairMapType: yesOrNo,
      repairMapCors: yesOrNo,
    }),
  }),
  v.strictObject({
    type: v.literal('set-header-rules'),
    rules: v.pipe(v.array(headerRule), v.maxLength(HEADER_RULE_LIMIT)),
  }),
  v.strictObject({ type: v.picklist(['restart-process', 'stop-process']), name: v.pipe(text, v.nonEmpty()) }),
  v.strictObject({
    type: v.literal('take-profile'),
    target: v.pipe(text, v.nonEmpty()),
    kind: v.picklist(PROFILE_KINDS),
    seconds: v.exactOptional(v.pipe(v.number(), v.minValue(1), v.maxValue(PROFILE_SECONDS_LIMIT))),
  }),
  v.strictObject({
    type: v.literal('open-source'),
    path: v.pipe(text, v.nonEmpty()),
    line: place,
    column: v.exactOptional(place),
  }),
]) satisfies v.GenericSchema<unknown, Command>;

const message = v.object({
  t: v.picklist(['q', 's']),
  m: v.exactOptional(v.string()),
  a: v.exactOptional(v.array(v.unknown())),
});

/** Whether a text is a message of the link at all; what is not is dropped. */
export function isLinkMessage(raw: string): boolean {
  if (raw.length > MESSAGE_LIMIT) return false;
  try {
    const parsed = v.safeParse(message, JSON.parse(raw));
    return (
      parsed.success && (parsed.output.t === 's' || (parsed.output.m !== undefined && parsed.output.a !== undefined))
    );
  } catch {
    // Not JSON: the same as any other text that is no message.
    return false;
  }
}

/** A query's name and arguments, or a `bad-message` fault that names what is wrong. */
export function parseQuery(
  name: unknown,
  args: unknown,
): { readonly name: QueryName; readonly args: readonly unknown[] } {
  if (typeof name !== 'string' || !Object.hasOwn(queries, name))
    throw new Fault('bad-message', 'There is no such query.');
  const known = name as QueryName;
  return { name: known, args: check<readonly unknown[]>(queries[known], stripUndefined(args), `The query ${known}`) };
}

/** A question about source maps and its arguments, or a `bad-message` fault. */
export function parseSourceQuery(
  name: unknown,
  args: unknown,
): { readonly name: SourceQueryName; readonly args: readonly [string, number?] } {
  if (typeof name !== 'string' || !Object.hasOwn(sourceQueries, name))
    throw new Fault('bad-message', 'There is no such question about source maps.');
  const known = name as SourceQueryName;
  const what = `The question ${known}`;
  return {
    name: known,
    args: check<readonly [string, number?]>(
      sourceQueries[known] as v.GenericSchema<unknown, readonly [string, number?]>,
      stripUndefined(args),
      what,
    ),
  };
}

/** A command, or a `bad-message` fault. */
export function parseCommand(value: unknown): Command {
  return check(command, value, 'The command');
}

/** The list of exchanges to watch, or a `bad-message` fault. */
export function parseWatch(value: unknown): readonly string[] {
  return check(v.pipe(v.array(id), v.maxLength(WATCH_LIMIT)), value, 'The list of exchanges to watch');
}

function check<T>(schema: v.GenericSchema<unknown, T>, value: unknown, what: string): T {
  const parsed = v.safeParse(schema, value);
  if (parsed.success) return parsed.output;
  const issue = parsed.issues[0];
  const at = v.getDotPath(issue);
  throw new Fault('bad-message', `${what} is not understood${at === null ? '' : ` at ${at}`}: ${issue.message}.`);
}

/** JSON makes `null` of an undefined argument; trailing ones stand for arguments that were left out. */
function stripUndefined(args: unknown): unknown {
  if (!Array.isArray(args)) return args;
  const kept: unknown[] = [...(args as unknown[])];
  while (kept.length > 0 && kept.at(-1) === null) kept.pop();
  return kept;
}
