// Shell: what a config file may say, and how it is told what is wrong with it.
import * as v from 'valibot';
import { DEFAULT_TIMEOUTS } from '../../main/model/config.ts';
import { HEADER_RULE_LIMIT, headerRuleFault } from '../../main/model/rules.ts';
import { DEFAULT_TRACE_POLICY } from '../../main/model/trace.ts';
import { parseAddress, parseTarget } from '../cli/target.ts';
import type { ConfigValues } from '../run/run-plan.ts';
import { address, bytes, milliseconds, pattern, settings, text, wholeNumber, yesOrNo } from './setting-kinds.ts';
import { telemetryEntries } from './telemetry-schema.ts';

const hostPolicy = v.picklist(['auto', 'keep', 'rewrite'], '"auto", "keep" or "rewrite"');

const trace = settings({
  traceparent: v.exactOptional(v.picklist(['span', 'keep', 'off'], '"span", "keep" or "off"')),
  requestId: v.exactOptional(yesOrNo),
  generate: v.exactOptional(yesOrNo),
});

const timeouts = settings({
  connectMs: v.exactOptional(milliseconds),
  responseMs: v.exactOptional(milliseconds),
  upgradeMs: v.exactOptional(milliseconds),
});

const match = v.pipe(
  text,
  v.check((pattern) => /^\/|[.*]/.test(pattern), 'a path such as "/api" or a glob such as "*.example.test/api/**"'),
);

const route = settings({
  match,
  target: address((typed) => parseAddress(typed, ['http', 'https', 'ws', 'wss'], 'The target')),
  rewrite: v.exactOptional(settings({ from: pattern, to: v.string('a text') })),
  host: v.exactOptional(hostPolicy),
  secure: v.exactOptional(yesOrNo),
  timeouts: v.exactOptional(timeouts),
  trace: v.exactOptional(trace),
});

const headerRule = v.pipe(
  settings({
    id: v.exactOptional(text),
    enabled: v.exactOptional(yesOrNo),
    side: v.picklist(['request', 'response'], '"request" or "response"'),
    action: v.picklist(['set', 'append', 'remove', 'rename'], '"set", "append", "remove" or "rename"'),
    name: text,
    value: v.exactOptional(v.string('a text')),
    match: v.exactOptional(match),
  }),
  v.rawCheck(({ dataset, addIssue }) => {
    const fault = dataset.typed ? headerRuleFault(dataset.value) : undefined;
    if (fault !== undefined) addIssue({ message: `a rule that can be followed (${fault})` });
  }),
);

/** A rule without an id is known by its place. */
const headerRules = v.pipe(
  v.array(headerRule, 'a list of rules'),
  v.maxLength(HEADER_RULE_LIMIT, `at most ${HEADER_RULE_LIMIT} rules`),
  v.transform((rules) => rules.map((rule, i) => ({ id: `rule ${i + 1}`, enabled: true, ...rule }))),
);

const sampling = settings({
  match,
  ratio: v.exactOptional(
    v.pipe(
      v.number('a number from 0 to 1'),
      v.minValue(0, 'a number from 0 to 1'),
      v.maxValue(1, 'a number from 0 to 1'),
    ),
  ),
  perSecond: v.exactOptional(wholeNumber(0, Number.MAX_SAFE_INTEGER, 'a whole number of exchanges')),
  slowMs: v.exactOptional(milliseconds),
});

const config = settings({
  $schema: v.exactOptional(v.string('a text')),
  target: v.exactOptional(address(parseTarget)),
  routes: v.exactOptional(v.array(route, 'a list of routes')),
  port: v.exactOptional(wholeNumber(0, 65_535, 'a port from 0 to 65535')),
  host: v.exactOptional(text),
  https: v.exactOptional(yesOrNo),
  trustedPeers: v.exactOptional(v.array(text, 'a list of addresses or CIDR blocks')),
  via: v.exactOptional(yesOrNo),
  // A header field's value: visible characters and blanks (RFC 9110 section 5.5).
  envMark: v.exactOptional(
    v.pipe(text, v.regex(/^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/, 'a text that a header field can hold')),
  ),
  hostPolicy: v.exactOptional(hostPolicy),
  timeouts: v.exactOptional(timeouts),
  trace: v.exactOptional(trace),
  stripTrace: v.exactOptional(v.picklist(['on', 'off', 'auto'], '"on", "off" or "auto"')),
  sourceMaps: v.exactOptional(
    settings({
      keep: v.exactOptional(yesOrNo),
      roots: v.exactOptional(v.array(text, 'a list of folders')),
      paths: v.exactOptional(v.array(settings({ from: pattern, to: v.string('a text') }), 'a list of rules')),
    }),
  ),
  switches: v.exactOptional(
    settings({
      inject: v.exactOptional(yesOrNo),
      trace: v.exactOptional(yesOrNo),
      sendTrace: v.exactOptional(yesOrNo),
      bringBack: v.exactOptional(yesOrNo),
      repairMapOrigin: v.exactOptional(yesOrNo),
      repairMapHeader: v.exactOptional(yesOrNo),
      repairMapType: v.exactOptional(yesOrNo),
      repairMapCors: v.exactOptional(yesOrNo),
    }),
  ),
  editor: v.exactOptional(text),
  ...telemetryEntries,
  headerRules: v.exactOptional(headerRules),
  sampling: v.exactOptional(v.array(sampling, 'a list of rules')),
  budget: v.exactOptional(settings({ bodyBytes: v.exactOptional(bytes), sessionBytes: v.exactOptional(bytes) })),
});

/** The most problems that one message names. */
const PROBLEMS_SHOWN = 5;

/** The values, or what is wrong with them: each problem names the setting and what is expected there. */
export function parseConfig(value: unknown): { readonly values: ConfigValues } | { readonly problems: string } {
  // To the schema an array is an object without these fields.
  if (Array.isArray(value)) return { problems: 'the file must be an object, not a list' };
  const parsed = v.safeParse(config, value);
  if (!parsed.success) return { problems: toProblems(parsed.issues) };
  const { $schema: _schema, timeouts: limits, trace: policy, ...values } = parsed.output;
  return {
    values: {
      ...values,
      ...(limits === undefined ? {} : { timeouts: { ...DEFAULT_TIMEOUTS, ...limits } }),
      ...(policy === undefined ? {} : { trace: { ...DEFAULT_TRACE_POLICY, ...policy } }),
    },
  };
}

function toProblems(issues: readonly v.BaseIssue<unknown>[]): string {
  const shown = issues.slice(0, PROBLEMS_SHOWN).map(toProblem);
  const more = issues.length - shown.length;
  return `${shown.join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

function toProblem(issue: v.BaseIssue<unknown>): string {
  const path = (issue.path ?? []).map(({ key }) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`)).join('');
  const place = path.replace(/^\./, '') || 'the file';
  if (issue.type === 'strict_object' && issue.expected === 'never') return `${place} is no setting`;
  if (issue.type === 'strict_object' && issue.received === 'undefined') return `${place} is missing`;
  return `${place} must be ${issue.message}, not ${issue.received}`;
}
