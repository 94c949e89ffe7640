// @vitest-environment jsdom
import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HeaderRule } from '../../../main/model/rules.ts';
import { sampleSession } from '../../store/row-sample.ts';
import { asked, resetAsked } from '../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { HeaderRulesSection } from './header-rules.tsx';

vi.mock('../../store/commands.ts', () => import('../../test/commands-stub.ts'));
beforeEach(resetAsked);
afterEach(cleanup);

const RULE: HeaderRule = { id: 'rule 1', enabled: true, side: 'request', action: 'set', name: 'X-Debug', value: '1' };
const show = (headerRules?: readonly HeaderRule[], mode: 'live' | 'file' = 'live') =>
  renderWith(<HeaderRulesSection />, { session: sampleSession([], { mode, ...(headerRules && { headerRules }) }) });
const button = (name: string) => screen.getByRole<HTMLButtonElement>('button', { name });

describe('HeaderRulesSection', () => {
  it('adds a rule, says what is wrong with it, and applies the list when it is right', async () => {
    await show([RULE]);
    fireEvent.click(button('Add a rule'));
    expect(button('Apply').disabled).toBe(true);
    const [, name] = screen.getAllByRole('textbox', { name: 'Field' });
    if (!name) throw new Error('No second rule is shown.');
    fireEvent.change(name, { target: { value: 'Content-Length' } });
    expect(screen.getByRole('alert').textContent).toContain('how the message is carried');
    fireEvent.change(name, { target: { value: 'X-Env' } });
    fireEvent.change(screen.getAllByRole('combobox', { name: 'Message' })[1] ?? name, {
      target: { value: 'response' },
    });
    fireEvent.click(button('Apply'));
    const added = { id: 'rule 2', enabled: true, side: 'response', action: 'set', name: 'X-Env', value: '' };
    expect(asked.commands).toEqual([{ type: 'set-header-rules', rules: [RULE, added] }]);
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Apply' })).toBeNull());
  });

  it('keeps what was typed when the host refuses it, and discards it when told to', async () => {
    asked.result = { ok: false, code: 'header-rule-invalid', message: 'No.' };
    await show([RULE]);
    fireEvent.change(screen.getByRole('textbox', { name: 'Value' }), { target: { value: '2' } });
    fireEvent.click(button('Apply'));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Value' }).value).toBe('2');
    fireEvent.click(button('Discard changes'));
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Value' }).value).toBe('1');
  });

  it('turns one off and takes one away', async () => {
    await show([RULE, { ...RULE, id: 'rule 2', action: 'remove' }]);
    fireEvent.click(screen.getAllByRole('switch', { name: 'On' })[0] ?? button('Apply'));
    fireEvent.click(screen.getAllByRole('button', { name: 'Remove' })[1] ?? button('Apply'));
    fireEvent.click(button('Apply'));
    expect(asked.commands).toEqual([{ type: 'set-header-rules', rules: [{ ...RULE, enabled: false }] }]);
  });

  it('can’t be changed in a file', async () => {
    await show([RULE], 'file');
    expect(button('Add a rule').disabled).toBe(true);
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Field' }).disabled).toBe(true);
  });
});
