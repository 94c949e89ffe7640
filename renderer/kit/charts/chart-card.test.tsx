import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { ChartCard, FiguresTable } from './chart-card.tsx';

const words = { table: 'Table', chart: 'Chart', empty: 'Nothing yet' };
const card = (empty: boolean) =>
  renderToStaticMarkup(
    <ChartCard
      title="Latency"
      figure="p50 41 ms"
      description="Latency over time"
      legend={[{ label: 'p99', colour: 'red', shape: 'dashes' }]}
      table={() => ({ head: [], rows: [] })}
      words={words}
      empty={empty}
    >
      <b>drawn</b>
    </ChartCard>,
  );

describe('chart card', () => {
  it('describes the chart, shows its legend with a dash, and offers the table', () => {
    const html = card(false);
    expect(html).toContain('aria-label="Latency over time"');
    expect(html).toContain('stroke-dasharray="5 3"');
    expect(html).toContain('aria-pressed="false">Table');
    expect(html).toContain('drawn');
  });

  it('says that there is nothing instead of drawing it', () => {
    expect(card(true)).toContain('Nothing yet');
    expect(card(true)).not.toContain('drawn');
  });

  it('heads rows and columns of the table', () => {
    const html = renderToStaticMarkup(
      <FiguresTable label="x" table={{ head: ['Time', 'p50'], rows: [['10:00', '4']] }} />,
    );
    expect(html).toContain('<th scope="col">Time</th>');
    expect(html).toContain('<th scope="row">10:00</th><td>4</td>');
  });
});
