// Renderer kit: marks of 10 pixels, one shape for each meaning.
import type { ReactNode } from 'react';

const SHAPES = {
  dot: <circle cx="5" cy="5" r="3.600" />,
  arrow: <path className="o" d="M1.500 5h6M5 2.200 7.800 5 5 7.800" />,
  triangle: <path d="M5 .8 9.600 9H.4z" />,
  square: <rect x="1" y="1" width="8" height="8" rx="1" />,
  cross: <path className="o" d="m2 2 6 6M8 2 2 8" style={{ strokeWidth: 2 }} />,
  dashed: <circle className="o" cx="5" cy="5" r="3.600" strokeDasharray="2.400 1.900" />,
  ringed: (
    <>
      <circle className="o" cx="5" cy="5" r="3.800" />
      <circle cx="5" cy="5" r="1.600" />
    </>
  ),
  point: <circle cx="5" cy="5" r="1.500" />,
  ring: <circle className="o" cx="5" cy="5" r="3.500" />,
  diamond: <path d="M5 .4 9.600 5 5 9.600.4 5z" />,
  hollow: <path className="o" d="M5 1.200 8.800 5 5 8.800 1.200 5z" />,
  in: <path className="o" d="M5 1.200v7.300M2 5.700l3 3 3-3" />,
  out: <path className="o" d="M5 8.800V1.500M2 4.300l3-3 3 3" />,
  lines: <path className="o" d="M1 2.500h8M1 5h6M1 7.500h8" />,
  spans: <path className="o" d="M1 2.500h5M3 5h5M5.500 7.500h3.500" />,
  dash: <path className="o" d="M1.500 5h7" />,
} as const satisfies Record<string, ReactNode>;

export type MarkShape = keyof typeof SHAPES;
export type MarkTone = 'ok' | 'redirect' | 'client' | 'server' | 'pending' | 'hmr' | 'dim' | 'none';

/** A mark; `label` where no text beside it says the same. */
export function Mark({
  shape,
  tone = 'none',
  label,
}: {
  readonly shape: MarkShape;
  readonly tone?: MarkTone;
  readonly label?: string;
}) {
  const name = tone === 'none' ? 'm' : tone === 'dim' ? 'm dim' : `m t-${tone}`;
  return label === undefined ? (
    <svg className={name} viewBox="0 0 10 10" aria-hidden="true">
      {SHAPES[shape]}
    </svg>
  ) : (
    <svg className={name} viewBox="0 0 10 10" role="img" aria-label={label}>
      {SHAPES[shape]}
    </svg>
  );
}
