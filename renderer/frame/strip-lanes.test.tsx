import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { SAMPLE_START, sampleRow } from '../store/row-sample.ts';
import { toStrip } from '../store/strip.ts';
import { barPath, HmrLane, LifelineLane, RequestLane } from './strip-lanes.tsx';

describe('barPath', () => {
  const bars = [
    { all: 10, client: 0, server: 0 },
    { all: 0, client: 0, server: 0 },
    { all: 1, client: 0, server: 1 },
  ];

  it('draws only what there is, scaled to the peak', () => {
    const path = barPath(
      bars,
      10,
      (bar) => bar.all,
      () => 0,
    );
    expect(path.match(/M/g)).toHaveLength(2);
    expect(path).toContain('v-100.0');
  });

  it('keeps the smallest trouble visible', () => {
    expect(
      barPath(
        bars,
        100_000,
        (bar) => bar.server,
        () => 0,
      ),
    ).toMatch(/v-[36]\.0/);
  });
});

describe('lanes', () => {
  const strip = toStrip(
    [sampleRow(0, { status: 500 }), sampleRow(1, { kind: 'websocket', state: 'open' })],
    SAMPLE_START + 5_000,
  );

  it('draw requests by how they went and sockets by kind', () => {
    if (!strip) throw new Error('No strip.');
    expect(renderToStaticMarkup(<RequestLane data={strip} />)).toContain('var(--status-server-error)');
    expect(renderToStaticMarkup(<LifelineLane data={strip} />)).toContain('var(--lane-websocket)');
  });
});

describe('HmrLane', () => {
  it('has a shape for each outcome, where it happened', () => {
    const marks = (['applied', 'reload', 'error'] as const).map((look, index) => ({
      id: String(index),
      at: SAMPLE_START + index * 1_000,
      look,
    }));
    const drawn = renderToStaticMarkup(
      <HmrLane marks={marks} span={{ from: SAMPLE_START, to: SAMPLE_START + 10_000 }} />,
    );
    expect(drawn.match(/left:\d+%/g)).toEqual(['left:0%', 'left:10%', 'left:20%']);
    expect(new Set(drawn.match(/ d="[^"]+"/g)).size).toBe(3);
  });
});
