// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { openUpdate, sampleUpdate } from '../../store/hmr-sample.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { LatencyBar, LatencyLegend } from './latency-bar.tsx';

afterEach(cleanup);

const parts = (container: Element) =>
  [...container.querySelectorAll<HTMLElement>('.ph')].map((part) =>
    [part.className, part.style.left, part.style.width].join(' '),
  );

describe('LatencyBar', () => {
  it('lays the parts on the axis, and says them on hover', async () => {
    const { container } = await renderWith(<LatencyBar record={sampleUpdate(1)} axisMs={100} />);
    expect(parts(container)).toEqual(['ph part-message 0% 24%', 'ph part-fetch 24% 60%']);
    expect(container.firstElementChild?.getAttribute('title')).toBe('message to first fetch 24 ms, fetches 60 ms');
    expect(container.querySelector('.gap')).toBeNull();
  });

  it('cuts what is longer than the axis, and says so', async () => {
    const { container } = await renderWith(<LatencyBar record={sampleUpdate(1)} axisMs={20} />);
    expect(parts(container)).toEqual(['ph part-message 0% 100%']);
    expect(container.querySelector('.gap')).not.toBeNull();
    expect(container.firstElementChild?.getAttribute('title')).toContain('longer than the axis');
  });

  it('draws nothing where no time is known', async () => {
    const { container } = await renderWith(<LatencyBar record={openUpdate(1)} axisMs={20} />);
    expect(container.firstElementChild).toBeNull();
  });
});

it('LatencyLegend names every part', async () => {
  await renderWith(<LatencyLegend />);
  expect(screen.getByRole('group').textContent).toBe('buildto first fetchfetchesrun and applyreload');
});
