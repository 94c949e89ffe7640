// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleSeries } from '../../../store/metric-sample.ts';
import { viewStore } from '../../../store/view-store.ts';
import { cleanup, renderWith } from '../../../test/render.tsx';
import { SeriesPicker, toggled, toMetricNames } from './series-picker.tsx';

afterEach(cleanup);

const series = [
  sampleSeries(1, 'shop_open_sockets', { help: 'WebSocket connections.', lastValue: 3 }),
  sampleSeries(2, 'jobs_total', { labels: { queue: 'a' }, type: 'counter' }),
  sampleSeries(3, 'jobs_total', { labels: { queue: 'b' }, type: 'counter' }),
];

describe('toMetricNames', () => {
  it('puts series of a name together, found by name or help', () => {
    expect(toMetricNames(series, '')).toMatchObject([
      { name: 'jobs_total', series: 2, value: '' },
      { name: 'shop_open_sockets', series: 1, value: '3' },
    ]);
    expect(toMetricNames(series, ' websocket').map(({ name }) => name)).toEqual(['shop_open_sockets']);
  });
});

it('keeps the names chosen last', () => {
  expect(toggled(['a', 'b'], 'c', true, 2)).toEqual(['b', 'c']);
  expect(toggled(['a', 'b'], 'a', false, 2)).toEqual(['b']);
});

describe('SeriesPicker', () => {
  it('opens, filters and chooses what gets a chart or stands in the overview', async () => {
    await renderWith(<SeriesPicker series={series} />);
    fireEvent.click(screen.getByRole('button', { name: 'All metrics, 3 series' }));
    fireEvent.change(screen.getByRole('searchbox', { name: 'Name or help text' }), { target: { value: 'shop' } });
    fireEvent.click(screen.getByRole('checkbox', { name: 'Chart of shop_open_sockets' }));
    fireEvent.click(screen.getByRole('checkbox', { name: 'shop_open_sockets in the overview' }));
    expect(viewStore.getState()).toMatchObject({
      chartMetrics: ['shop_open_sockets'],
      laneMetrics: ['shop_open_sockets'],
    });
    expect(screen.queryByText('jobs_total')).toBeNull();
    fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'nothing' } });
    expect(screen.getByText('No metric matches')).toBeTruthy();
  });
});
