import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { isTrouble, StatusMark, statusLook } from './status-mark.tsx';

describe('statusLook', () => {
  it.each([
    [200, 'done', 'dot', 'ok'],
    [304, 'done', 'arrow', 'redirect'],
    [404, 'done', 'triangle', 'client'],
    [503, 'done', 'square', 'server'],
    [502, 'failed', 'square', 'server'],
    [200, 'failed', 'cross', 'server'],
    [undefined, 'failed', 'cross', 'server'],
    [undefined, 'pending', 'dashed', 'pending'],
    [101, 'open', 'ringed', 'ok'],
    [200, 'streaming', 'ringed', 'ok'],
  ] as const)('%s %s is a %s', (status, state, shape, tone) =>
    expect(statusLook({ status, state })).toEqual({ shape, tone }),
  );

  it('counts only errors as trouble', () => {
    expect(isTrouble({ status: 404, state: 'done' })).toBe(true);
    expect(isTrouble({ status: 304, state: 'done' })).toBe(false);
    expect(isTrouble({ state: 'pending' })).toBe(false);
  });
});

describe('StatusMark', () => {
  it('always says the number or word beside the shape', () => {
    expect(renderToStaticMarkup(<StatusMark status={500} state="done" word="500" />)).toContain('>500<');
    expect(renderToStaticMarkup(<StatusMark status={200} state="done" word="200" />)).not.toContain('t-server');
  });
});
