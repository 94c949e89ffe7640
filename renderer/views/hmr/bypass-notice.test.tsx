// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { DEFAULT_SWITCHES } from '../../../main/model/config.ts';
import type { LogRecord } from '../../../main/model/log.ts';
import { applyFeed } from '../../store/apply.ts';
import { sampleSession } from '../../store/row-sample.ts';
import { MAX_BYPASSES } from '../../store/session-state.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { BypassNotice } from './bypass-notice.tsx';

afterEach(cleanup);

const told = (n: number, code = 'proxy-bypassed'): LogRecord => ({
  ...{ id: String(n), at: n, source: 'browser', level: 'warn', fields: { code, url: `ws://h:${n}/ws` } },
  message: `ws://h:${n}/ws goes round the proxy.`,
});
const session = (records: readonly LogRecord[]) =>
  applyFeed(sampleSession([], { switches: { ...DEFAULT_SWITCHES, bringBack: false } }), [
    { type: 'batch', changes: records.map((record) => ({ seq: 1, kind: 'log', op: 'put', record })) },
  ]);

it('says what goes round the proxy, and which switch mends it', async () => {
  await renderWith(<BypassNotice />, { session: session([told(1), told(2), told(1)]) });
  expect(screen.getByRole('note').textContent).toContain('2 connections go round the proxy');
  expect(screen.getByRole('note').textContent).toContain('ws://h:1/ws goes round the proxy.');
  fireEvent.click(screen.getByRole('button'));
  expect(viewStore.getState().view).toBe('settings');
});

it('holds the latest addresses, and takes no other log for one', async () => {
  const many = Array.from({ length: MAX_BYPASSES + 5 }, (_, n) => told(n));
  expect(session(many).bypasses).toHaveLength(MAX_BYPASSES);
  const { container } = await renderWith(<BypassNotice />, { session: session([told(1, 'other')]) });
  expect(container.textContent).toBe('');
});
