// Proxy: the user's own changes of fields, compiled once and applied to each head after all that the proxy does by itself.
import { Fault } from '../base/fault.ts';
import { HEADER_RULE_LIMIT, headerRuleFault, type HeaderRule, type RuleEffect } from '../model/rules.ts';
import { compileMatch } from '../base/route-match.ts';
import type { ExchangeTap } from './tap.ts';

type Side = HeaderRule['side'];

/** What rules may be bound to. */
interface Asked {
  readonly hostname: string;
  readonly path: string;
}

interface CompiledRule {
  readonly rule: HeaderRule;
  /** In lower case. */
  readonly key: string;
  readonly value: string;
  readonly matches: (hostname: string, path: string) => boolean;
}

/** The rules in force. */
export class HeaderRules {
  readonly #sides: Readonly<Record<Side, readonly CompiledRule[]>>;

  /** Throws a `Fault` that names the rule that is wrong. */
  constructor(rules: readonly HeaderRule[]) {
    if (rules.length > HEADER_RULE_LIMIT)
      throw new Fault('header-rule-invalid', `There are ${rules.length} header rules; ${HEADER_RULE_LIMIT} may be.`);
    const inForce = rules.filter(({ enabled }) => enabled).map(compileRule);
    const of = (side: Side): readonly CompiledRule[] => inForce.filter(({ rule }) => rule.side === side);
    this.#sides = { request: of('request'), response: of('response') };
  }

  /** Changes a flat list of fields in place, and tells what was changed. */
  apply(side: Side, asked: Asked, raw: string[], tap: Pick<ExchangeTap, 'rule'>): void {
    const rules = this.#sides[side];
    if (rules.length === 0) return;
    const query = asked.path.indexOf('?');
    const path = query === -1 ? asked.path : asked.path.slice(0, query);
    for (const compiled of rules) {
      if (!compiled.matches(asked.hostname, path)) continue;
      const effect = applyRule(compiled, raw);
      if (effect) tap.rule(effect);
    }
  }
}

function compileRule(rule: HeaderRule): CompiledRule {
  const fault = headerRuleFault(rule);
  if (fault !== undefined) throw new Fault('header-rule-invalid', fault);
  return {
    rule,
    key: rule.name.toLowerCase(),
    value: rule.value ?? '',
    matches: rule.match === undefined || rule.match === '' ? () => true : compileMatch(rule.match).matches,
  };
}

/** undefined where nothing is changed. */
function applyRule({ rule, key, value }: CompiledRule, raw: string[]): RuleEffect | undefined {
  const { id: ruleId, side, action, name } = rule;
  const before = valuesOf(raw, key);
  const told = { ruleId, side, action, name, before };
  switch (action) {
    case 'append':
      raw.push(name, value);
      return { ...told, after: [...before, value] };
    case 'set':
      if (before.length === 1 && before[0] === value) return undefined;
      setField(raw, name, key, value);
      return { ...told, after: [value] };
    case 'remove':
      if (before.length === 0) return undefined;
      takeAway(raw, key, 0);
      return { ...told, after: [] };
    case 'rename':
      if (before.length === 0) return undefined;
      for (let i = 0; i + 1 < raw.length; i += 2) if (raw[i]?.toLowerCase() === key) raw[i] = value;
      return { ...told, after: before };
  }
}

/** The first line of the name gets the value, in its place; the others go. */
function setField(raw: string[], name: string, key: string, value: string): void {
  const at = raw.findIndex((text, i) => i % 2 === 0 && text.toLowerCase() === key);
  if (at === -1) raw.push(name, value);
  else {
    raw[at + 1] = value;
    takeAway(raw, key, at + 2);
  }
}

function takeAway(raw: string[], key: string, from: number): void {
  for (let i = raw.length - 2; i >= from; i -= 2) if (raw[i]?.toLowerCase() === key) raw.splice(i, 2);
}

function valuesOf(raw: readonly string[], key: string): string[] {
  return raw.filter((_, i) => i % 2 === 1 && raw[i - 1]?.toLowerCase() === key);
}
