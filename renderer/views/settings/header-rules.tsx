// Renderer view: the user's own changes of fields, edited as a table and applied together, for messages from now on.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type HeaderRule, HEADER_RULE_LIMIT, headerRuleFault } from '../../../main/model/rules.ts';
import { finish } from '../../frame/actions.ts';
import { Button } from '../../kit/button.tsx';
import { setHeaderRules } from '../../store/commands.ts';
import { useSession } from '../../store/session-store.ts';

const ACTIONS = ['set', 'append', 'remove', 'rename'] as const satisfies readonly HeaderRule['action'][];
const SIDES = ['request', 'response'] as const satisfies readonly HeaderRule['side'][];
const NONE: readonly HeaderRule[] = [];

export function HeaderRulesSection() {
  const { t } = useTranslation('settings');
  const live = useSession((state) => state.workspace?.mode === 'live');
  const inForce = useSession((state) => state.workspace?.headerRules) ?? NONE;
  const [draft, setDraft] = useState<readonly HeaderRule[] | undefined>();
  const rules = draft ?? inForce;
  const faults = rules.map(headerRuleFault);
  const change = (at: number, changed: Partial<HeaderRule>): void =>
    setDraft(rules.map((rule, i) => (i === at ? { ...rule, ...changed } : rule)));
  const apply = async (): Promise<void> => {
    const result = setHeaderRules(rules);
    void finish('switched', result);
    if ((await result).ok) setDraft(undefined);
  };
  return (
    <section aria-labelledby="header-rules">
      <h2 id="header-rules">{t('rules')}</h2>
      {rules.length === 0 ? (
        <p className="dim">{t('rules.none')}</p>
      ) : (
        <RuleTable
          rules={rules}
          faults={faults}
          disabled={!live}
          change={change}
          remove={(at) => setDraft(rules.filter((_, i) => i !== at))}
        />
      )}
      <div className="rulebuttons">
        <Button
          disabled={!live || rules.length >= HEADER_RULE_LIMIT}
          onClick={() => setDraft([...rules, newRule(rules)])}
        >
          {t('rules.add')}
        </Button>
        {draft !== undefined && (
          <>
            <Button look="primary" disabled={faults.some((fault) => fault !== undefined)} onClick={() => void apply()}>
              {t('rules.apply')}
            </Button>
            <Button onClick={() => setDraft(undefined)}>{t('rules.discard')}</Button>
          </>
        )}
      </div>
      <p className="dim">{t(live ? 'rules.note' : 'rules.off')}</p>
    </section>
  );
}

function newRule(rules: readonly HeaderRule[]): HeaderRule {
  const taken = new Set(rules.map(({ id }) => id));
  let number = rules.length + 1;
  while (taken.has(`rule ${number}`)) number += 1;
  return { id: `rule ${number}`, enabled: true, side: 'request', action: 'set', name: '', value: '' };
}

interface TableProps {
  readonly rules: readonly HeaderRule[];
  readonly faults: readonly (string | undefined)[];
  readonly disabled: boolean;
  readonly change: (at: number, changed: Partial<HeaderRule>) => void;
  readonly remove: (at: number) => void;
}

function RuleTable({ rules, faults, disabled, change, remove }: TableProps) {
  const { t } = useTranslation('settings');
  const heads = ['enabled', 'side', 'action', 'name', 'value', 'match'] as const;
  return (
    <table className="rules" aria-label={t('rules.table')}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {t(`rules.${head}`)}
            </th>
          ))}
          <th />
        </tr>
      </thead>
      <tbody>
        {rules.map((rule, at) => (
          <RuleRow
            key={rule.id}
            rule={rule}
            fault={faults[at]}
            disabled={disabled}
            change={(changed) => change(at, changed)}
            remove={() => remove(at)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface RowProps {
  readonly rule: HeaderRule;
  readonly fault: string | undefined;
  readonly disabled: boolean;
  readonly change: (changed: Partial<HeaderRule>) => void;
  readonly remove: () => void;
}

function RuleRow({ rule, fault, disabled, change, remove }: RowProps) {
  const { t } = useTranslation('settings');
  const { enabled, side, action, name, value = '', match = '' } = rule;
  return (
    <>
      <tr aria-label={rule.id}>
        <td>
          <input
            type="checkbox"
            role="switch"
            aria-label={t('rules.enabled')}
            checked={enabled}
            disabled={disabled}
            onChange={() => change({ enabled: !enabled })}
          />
        </td>
        <td>
          <Select
            label={t('rules.side')}
            values={SIDES}
            value={side}
            disabled={disabled}
            onChange={(to) => change({ side: to })}
            nameOf={(one) => t(`rules.side.${one}`)}
          />
        </td>
        <td>
          <Select
            label={t('rules.action')}
            values={ACTIONS}
            value={action}
            disabled={disabled}
            onChange={(to) => change({ action: to })}
            nameOf={(one) => t(`rules.action.${one}`)}
          />
        </td>
        <td>
          <Text
            label={t('rules.name')}
            value={name}
            disabled={disabled}
            onChange={(text) => change({ name: text.trim() })}
            placeholder="X-Debug"
          />
        </td>
        <td>
          {action !== 'remove' && (
            <Text
              label={t(action === 'rename' ? 'rules.newName' : 'rules.value')}
              value={value}
              disabled={disabled}
              onChange={(text) => change({ value: text })}
              placeholder={action === 'rename' ? t('rules.newName') : ''}
            />
          )}
        </td>
        <td>
          <Text
            label={t('rules.match')}
            value={match}
            disabled={disabled}
            onChange={(text) => change({ match: text.trim() })}
            placeholder={t('rules.matchAll')}
          />
        </td>
        <td>
          <Button disabled={disabled} onClick={remove}>
            {t('rules.remove')}
          </Button>
        </td>
      </tr>
      {fault !== undefined && name !== '' && (
        <tr>
          <td colSpan={7} className="t-server" role="alert">
            {fault}
          </td>
        </tr>
      )}
    </>
  );
}

interface SelectProps<T extends string> {
  readonly label: string;
  readonly values: readonly T[];
  readonly value: T;
  readonly disabled: boolean;
  readonly nameOf: (value: T) => string;
  readonly onChange: (value: T) => void;
}

function Select<T extends string>({ label, values, value, disabled, nameOf, onChange }: SelectProps<T>) {
  const choose = (text: string): void => {
    const chosen = values.find((one) => one === text);
    if (chosen !== undefined) onChange(chosen);
  };
  return (
    <select aria-label={label} value={value} disabled={disabled} onChange={(event) => choose(event.target.value)}>
      {values.map((one) => (
        <option key={one} value={one}>
          {nameOf(one)}
        </option>
      ))}
    </select>
  );
}

interface TextProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder: string;
  readonly disabled: boolean;
  readonly onChange: (text: string) => void;
}

function Text({ label, value, placeholder, disabled, onChange }: TextProps) {
  return (
    <input
      type="text"
      className="mono"
      aria-label={label}
      value={value}
      placeholder={placeholder}
      disabled={disabled}
      spellCheck={false}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
