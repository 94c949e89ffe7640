// Renderer kit: how an answer went, as a shape, a colour and a number or word.
import { Mark, type MarkShape, type MarkTone } from './mark.tsx';

/** What the mark needs to know. */
export interface StatusFacts {
  readonly status?: number | undefined;
  readonly state: 'pending' | 'streaming' | 'open' | 'done' | 'failed';
}

/** Dot 2xx, arrow 3xx, triangle 4xx, square 5xx, cross for no answer, dashed ring pending, ringed dot open. */
export function statusLook({ status, state }: StatusFacts): { readonly shape: MarkShape; readonly tone: MarkTone } {
  if (state === 'open') return { shape: 'ringed', tone: 'ok' };
  if (status === undefined)
    return state === 'pending' ? { shape: 'dashed', tone: 'pending' } : { shape: 'cross', tone: 'server' };
  if (status >= 500) return { shape: 'square', tone: 'server' };
  if (status >= 400) return { shape: 'triangle', tone: 'client' };
  if (state === 'failed') return { shape: 'cross', tone: 'server' };
  if (status >= 300) return { shape: 'arrow', tone: 'redirect' };
  if (state === 'streaming') return { shape: 'ringed', tone: 'ok' };
  return { shape: 'dot', tone: 'ok' };
}

/** Whether a row of that look is trouble. */
export function isTrouble(facts: StatusFacts): boolean {
  const { tone } = statusLook(facts);
  return tone === 'client' || tone === 'server';
}

/** The mark and its number, or `word` where there is no number. */
export function StatusMark({ status, state, word }: StatusFacts & { readonly word: string }) {
  const { shape, tone } = statusLook({ status, state });
  const coloured = tone === 'client' || tone === 'server' || tone === 'pending';
  return (
    <span className="st">
      <Mark shape={shape} tone={tone} />
      <span className={coloured ? `t-${tone}` : undefined}>{word}</span>
    </span>
  );
}
