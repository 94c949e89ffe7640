// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sampleError, sampleReload, sampleUpdate } from '../../store/hmr-sample.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { DurationChart, FrequencyChart } from './hmr-charts.tsx';

beforeEach(() => {
  vi.spyOn(Element.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 600, 300));
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const records = [
  sampleUpdate(1, { durationMs: 40 }),
  sampleUpdate(2, { durationMs: 118 }),
  sampleReload(3),
  sampleError(4),
];

describe('DurationChart', () => {
  it('says its percentiles, and has them in a table', async () => {
    await renderWith(<DurationChart records={records} />);
    expect(screen.getByRole('region', { name: 'Durations' }).textContent).toContain('p50 40 ms, p95 118 ms');
    fireEvent.click(screen.getByRole('button', { name: 'Table' }));
    expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(3);
  });

  it('has nothing to show before the first update', async () => {
    await renderWith(<DurationChart records={[sampleReload(1)]} />);
    expect(screen.getByText('Nothing to show yet')).toBeTruthy();
  });
});

describe('FrequencyChart', () => {
  it('counts updates, reloads and errors', async () => {
    await renderWith(<FrequencyChart records={records} />);
    expect(screen.getByRole('img', { name: 'How often: updates 2, reloads 1, errors 1' })).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Table' }));
    expect(within(screen.getByRole('table')).getAllByRole('row')).toHaveLength(5);
  });
});
