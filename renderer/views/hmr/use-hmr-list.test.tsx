// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { hmrSession, sampleError, samplePlain, sampleReload, sampleUpdate } from '../../store/hmr-sample.ts';
import { SAMPLE_START, sampleRow } from '../../store/row-sample.ts';
import { sessionKey } from '../../store/selectors.ts';
import { initialView, type ViewState } from '../../store/view-store.ts';
import { defaultPreferences } from '../../store/preferences.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { recordsInView, useHmrList } from './use-hmr-list.ts';

afterEach(cleanup);

const records = [sampleUpdate(1), samplePlain(2, 'custom'), sampleReload(3), sampleError(4)];
const rows = [sampleRow(2, { kind: 'websocket', route: 'target' }), sampleRow(25)];

function Probe() {
  const list = useHmrList('all');
  return (
    <output>
      {JSON.stringify({ ids: list.shown.map(({ id }) => id), fresh: list.fresh, last: list.indexOf('4') })}
    </output>
  );
}

async function shown(view: Partial<ViewState> = {}): Promise<unknown> {
  await renderWith(<Probe />, { session: hmrSession(records, rows), view });
  return JSON.parse(screen.getByRole('status').textContent);
}

const tables = initialView(defaultPreferences()).tables;

describe('useHmrList', () => {
  it('shows all there is, in order', async () => {
    expect(await shown()).toEqual({ ids: ['1', '2', '3', '4'], fresh: 0, last: 3 });
  });

  it('goes by the filter', async () => {
    const hmr = { ...tables.hmr, filter: 'type:update,error' };
    expect(await shown({ tables: { ...tables, hmr } })).toEqual({ ids: ['1', '4'], fresh: 0, last: 1 });
  });

  it('counts what came since following ended', async () => {
    const hmr = { ...tables.hmr, follow: false, seenThrough: '2' };
    expect(await shown({ tables: { ...tables, hmr } })).toMatchObject({ fresh: 2 });
  });

  it('leaves out what was cleared', async () => {
    const session = sessionKey(hmrSession(records, rows));
    expect(await shown({ cleared: { session, throughId: '25' } })).toMatchObject({ ids: ['3', '4'] });
  });
});

describe('recordsInView', () => {
  const state = hmrSession(records, rows);
  const ids = (criteria: Partial<Parameters<typeof recordsInView>[1]>) =>
    recordsInView(state, { span: null, scope: null, clearedAt: -Infinity, ...criteria }).map(({ id }) => id);

  it('keeps what touches the brush', () => {
    expect(ids({ span: { from: SAMPLE_START + 3_500, to: SAMPLE_START + 3_900 } })).toEqual(['3']);
    expect(ids({ span: { from: SAMPLE_START, to: SAMPLE_START + 2_000 } })).toEqual(['1', '2']);
  });

  it('keeps what came by the route', () => {
    expect(ids({ scope: 'target' })).toHaveLength(4);
    expect(ids({ scope: '/api' })).toEqual([]);
  });
});
