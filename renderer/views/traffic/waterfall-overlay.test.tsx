// @vitest-environment jsdom
import { act } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { SAMPLE_START, sampleRow, sampleSession } from '../../store/row-sample.ts';
import { select } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { WaterfallOverlay } from './waterfall-overlay.tsx';

afterEach(cleanup);

it('draws the thread through the selected request, while it is on the axis', async () => {
  const span = { from: SAMPLE_START, to: SAMPLE_START + 1_000 };
  const { container } = await renderWith(<WaterfallOverlay span={span} width={300} />, {
    session: sampleSession([sampleRow(5), sampleRow(500)]),
  });
  const thread = () => container.querySelector<HTMLElement>('.threadline');
  expect(thread()).toBeNull();
  act(() => select('traffic', '5'));
  expect(thread()?.style.left).toBe('50%');
  act(() => select('traffic', '500'));
  expect(thread()).toBeNull();
});
