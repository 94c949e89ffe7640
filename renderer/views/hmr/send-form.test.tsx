// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleSession } from '../../store/row-sample.ts';
import { asked, resetAsked } from '../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { SendForm } from './send-form.tsx';

vi.mock('../../store/commands.ts', () => import('../../test/commands-stub.ts'));
beforeEach(resetAsked);
afterEach(cleanup);

const onClose = vi.fn();
const show = (mode: 'live' | 'file' = 'live') =>
  renderWith(<SendForm onClose={onClose} />, { session: sampleSession([], { mode }) });
const send = () => fireEvent.submit(screen.getByRole('form', { name: 'Send a custom event to pages' }));

describe('SendForm', () => {
  it('sends level and message as a devlog event, and says so', async () => {
    await show();
    fireEvent.change(screen.getByRole('textbox', { name: 'Message' }), { target: { value: 'hello' } });
    fireEvent.change(screen.getByRole('combobox', { name: 'Level' }), { target: { value: 'warn' } });
    send();
    expect(await screen.findByText('Sent to the open pages.')).toBeTruthy();
    expect(asked.commands).toEqual([{ type: 'send-hmr', event: 'devlog', data: { level: 'warn', message: 'hello' } }]);
  });

  it('sends an event of another name, and says why it was not sent', async () => {
    asked.result = { ok: false, code: 'hmr-no-page', message: 'No page is connected.' };
    await show();
    fireEvent.change(screen.getByRole('textbox', { name: 'Event' }), { target: { value: ' my:event ' } });
    send();
    expect(await screen.findByText('Not sent: No page is connected.')).toBeTruthy();
    expect(asked.commands).toMatchObject([{ event: 'my:event' }]);
  });

  it('can’t send where nothing is recorded, and closes', async () => {
    await show('file');
    expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Send' }).disabled).toBe(true);
    fireEvent.click(screen.getByRole('button', { name: 'Close' }));
    expect(onClose).toHaveBeenCalled();
  });
});
