// Kit: a chart in its card, with its key figure, its legend, and the table behind it.
import { useState, type ReactNode } from 'react';
import './charts.css';

/** How a series is drawn in the legend. */
export type LegendShape = 'box' | 'line' | 'dashes' | 'dots';

export interface LegendEntry {
  readonly label: string;
  /** A CSS colour; a token. */
  readonly colour: string;
  readonly shape: LegendShape;
}

/** A table with the same figures. The first column heads its rows. */
export interface ChartTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface ChartCardProps {
  readonly title: string;
  /** The key figure, at the title's side. */
  readonly figure: string;
  readonly legend: readonly LegendEntry[];
  /** Only called while the table is shown. */
  readonly table: () => ChartTable;
  readonly words: { readonly table: string; readonly chart: string; readonly empty: string };
  readonly empty: boolean;
  /** What the chart shows, in a sentence. */
  readonly description: string;
  readonly children: ReactNode;
}

/** Fills its place in a grid. */
export function ChartCard(props: ChartCardProps) {
  const [asTable, setAsTable] = useState(false);
  const { title, figure, legend, words, empty } = props;
  return (
    <section className="card chart" aria-label={title}>
      <header>
        <h2 className="med cut">{title}</h2>
        <span className="grow" />
        <span className="mid cut">{figure}</span>
        <button type="button" className="chip" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? words.chart : words.table}
        </button>
      </header>
      {asTable ? (
        <FiguresTable table={props.table()} label={`${title}: ${words.table}`} />
      ) : (
        <>
          <div className="plot" role="img" aria-label={props.description}>
            {empty ? <p className="dim plot-empty">{words.empty}</p> : props.children}
          </div>
          <div className="legend">
            {legend.map((entry) => (
              <span key={entry.label}>
                <LegendMark entry={entry} />
                {entry.label}
              </span>
            ))}
          </div>
        </>
      )}
    </section>
  );
}

function LegendMark({ entry }: { readonly entry: LegendEntry }) {
  const { colour, shape } = entry;
  if (shape === 'box') return <i className="leg" style={{ background: colour }} />;
  return (
    <svg width="18" height="8" viewBox="0 0 18 8" aria-hidden="true">
      <path d="M0 4h18" stroke={colour} strokeWidth="2" fill="none" strokeDasharray={DASHES[shape]} />
    </svg>
  );
}

/** The dash patterns of lines, in charts and legends alike. */
export const DASHES: Readonly<Record<LegendShape, string | undefined>> = {
  box: undefined,
  line: undefined,
  dashes: '5 3',
  dots: '1.5 3',
};

/** The figures as a table that scrolls by itself. */
export function FiguresTable({ table, label }: { readonly table: ChartTable; readonly label: string }) {
  return (
    <div className="figures" tabIndex={0} role="region" aria-label={label}>
      <table>
        <thead>
          <tr>
            {table.head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, at) =>
                at === 0 ? (
                  <th key={at} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={at}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
