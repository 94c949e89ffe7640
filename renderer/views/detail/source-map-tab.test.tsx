// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { MAP_STEPS, type MapCheck } from '../../../main/model/source-frame.ts';
import { source } from '../../store/commands.ts';
import { sampleSession } from '../../store/row-sample.ts';
import { asked, resetAsked } from '../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { sampleExchange } from './exchange-sample.ts';
import { SourceMapTab } from './source-map-tab.tsx';

vi.mock('../../store/commands.ts', async () => ({
  ...(await import('../../test/commands-stub.ts')),
  source: vi.fn(async () => undefined),
}));
beforeEach(resetAsked);
afterEach(cleanup);

const exchange = sampleExchange({ kind: 'script', url: 'http://h/src/a.js?t=1' });
const check: MapCheck = {
  url: exchange.url,
  mapUrl: 'http://h/src/a.js.map',
  steps: [
    { step: 'script', ok: true, detail: 'As captured.' },
    { step: 'map', ok: false, detail: 'a.js.map answered 404.', code: 'map-http-status' },
  ],
  sources: [
    { source: 'src/a.ts', path: '/app/src/a.ts', hasContent: true, ignored: false },
    { source: 'webpack/runtime', hasContent: false, ignored: true },
  ],
};
const show = (answer: MapCheck | Error) => {
  vi.mocked(source).mockImplementation(async () => {
    if (answer instanceof Error) throw answer;
    return answer;
  });
  return renderWith(<SourceMapTab exchange={exchange} />, { session: sampleSession([]) });
};

describe('SourceMapTab', () => {
  it('asks for what had been served by the end of this very answer', async () => {
    await show(check);
    await screen.findByText('As captured.');
    expect(source).toHaveBeenCalledWith('checkMap', exchange.url, exchange.startedAt + 412);
  });

  it('tells each step, what failed and why', async () => {
    await show(check);
    const steps = within(await screen.findByRole('list', { name: 'What was tried' })).getAllByRole('listitem');
    expect(steps.map((step) => step.textContent)).toEqual([
      'FileAs captured. ',
      'Map fetcheda.js.map answered 404. map-http-status',
    ]);
    expect(screen.getAllByRole('img').map((mark) => mark.getAttribute('aria-label'))).toEqual(['worked', 'failed']);
    expect(
      screen.getByText(/^The map can be read, but not all is well\. It names 2 sources, 1 found here/),
    ).toBeTruthy();
  });

  it('has a name for each step, and does not blame a place that has nothing', async () => {
    const steps = MAP_STEPS.map((step) => ({ step, ok: false, detail: 'Nothing.' }));
    await show({ ...check, steps });
    const list = within(await screen.findByRole('list', { name: 'What was tried' }));
    for (const item of list.getAllByRole('listitem')) expect(item.textContent).not.toContain('map.step');
    expect(list.getAllByRole('img', { name: 'nothing there' })).toHaveLength(MAP_STEPS.length);
    expect(screen.getByText(/^The map is good/)).toBeTruthy();
  });

  it('lists sources, and opens those that are files here', async () => {
    await show(check);
    fireEvent.click(await screen.findByRole('button', { name: 'src/a.ts' }));
    expect(asked.commands).toEqual([{ type: 'open-source', path: '/app/src/a.ts', line: 1 }]);
    expect(screen.getByRole('row', { name: /webpack\/runtime not in the map not found/ })).toBeTruthy();
  });

  it.each([
    [{ ...check, steps: check.steps.slice(0, 1) }, /^The map is good\. 1 of 2 sources are files here/],
    [{ ...check, sources: [] }, /^There is no map that can be used/],
    [new Error('Not here.'), /^The map could not be checked: Not here\./],
  ])('gives its verdict (%#)', async (answer, words) => {
    await show(answer);
    expect(await screen.findByText(words)).toBeTruthy();
  });
});
