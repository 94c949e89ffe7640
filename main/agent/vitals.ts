// Page agent: Web Vitals, each as it stands.
import { onCLS, onFCP, onINP, onLCP, onTTFB, type Metric } from 'web-vitals';
import { safely } from './base.ts';
import type { Push } from './draft.ts';
import { toSelector } from './label.ts';

/** What the last entry of a metric was measured on. */
interface Measured {
  readonly element?: Element | null;
  readonly target?: Node | null;
  readonly sources?: readonly { readonly node?: Node | null }[];
}

function targetOf({ entries }: Metric): string | undefined {
  const entry = entries[entries.length - 1] as Measured | undefined;
  const node = entry && (entry.element ?? entry.target ?? entry.sources?.[0]?.node);
  return node instanceof Element ? toSelector(node) : undefined;
}

export function watchVitals(push: Push): void {
  const tell = (metric: Metric): void => {
    const { name, value, rating } = metric;
    safely(() => push({ type: 'vital', name, value, rating, target: targetOf(metric) }));
  };
  for (const on of [onCLS, onFCP, onINP, onLCP, onTTFB]) safely(() => on(tell, { reportAllChanges: true }));
}
