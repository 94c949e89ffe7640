import { describe, expect, it } from 'vitest';
import { formatRate, timeTable } from './performance-charts.tsx';

describe('the figures behind charts', () => {
  it('shows small rates with a decimal', () => {
    expect([0, 0.25, 9.9, 31, 1284].map(formatRate)).toEqual(['0', '0.3', '9.9', '31', '1,284']);
  });

  it('lists instants at which there was something, with a dash where nothing was measured', () => {
    const series = ['a', 'b'].map((key) => ({ key, label: key, colour: '', shape: 'box' as const }));
    const table = timeTable(
      [
        { at: 0, a: 0 },
        { at: 1000, a: 2 },
      ],
      series,
      'Time',
      String,
    );
    expect(table.head).toEqual(['Time', 'a', 'b']);
    expect(table.rows.map((row) => row.slice(1))).toEqual([['2', '–']]);
  });
});
