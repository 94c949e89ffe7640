// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanup, renderWith } from '../../test/render.tsx';
import { sampleExchange } from '../detail/exchange-sample.ts';
import { toConnectionRow } from './connection-rows.ts';
import { Lifetimes } from './lifetimes.tsx';

afterEach(cleanup);

const socket = (id: string, startedAt: number, change = {}) =>
  toConnectionRow(sampleExchange({ id, startedAt, kind: 'websocket', status: 101, url: 'ws://h/ws', ...change }));

describe('Lifetimes', () => {
  it('puts a reconnection on one line and names state and times', async () => {
    const rows = [socket('1', 0), socket('2', 5000, { state: 'open' })];
    await renderWith(<Lifetimes rows={rows} now={10_000} />);
    expect(screen.getAllByRole('listitem')).toHaveLength(1);
    const spans = screen.getAllByRole('img');
    expect(spans.map((span) => span.getAttribute('aria-label')?.split(',')[0])).toEqual(['closed', 'open']);
    expect(spans[1]?.style.left).toBe('50%');
  });

  it('shows nothing without connections', async () => {
    await renderWith(<Lifetimes rows={[]} now={1} />);
    expect(screen.queryByRole('list')).toBeNull();
  });
});
