import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { StepBars, TimeBars, TimeLines } from './time-charts.tsx';

const points = [
  { at: 0, a: 1 },
  { at: 1000, a: undefined },
];
const series = [{ key: 'a', label: 'A', colour: 'red', shape: 'line' }] as const;

describe('time charts', () => {
  it('can be drawn before their size is known', () => {
    const text = String;
    expect(renderToStaticMarkup(<TimeLines points={points} series={series} formatValue={text} />)).toContain(
      'recharts-responsive-container',
    );
    expect(
      renderToStaticMarkup(<TimeLines points={points} series={series} formatValue={text} shade="b" plain />),
    ).toContain('recharts-responsive-container');
    expect(renderToStaticMarkup(<TimeBars points={points} series={series} formatValue={text} />)).toContain(
      'recharts-responsive-container',
    );
    expect(renderToStaticMarkup(<StepBars steps={[]} name="x" formatValue={text} />)).toContain(
      'recharts-responsive-container',
    );
  });
});
