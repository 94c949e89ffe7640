// @vitest-environment jsdom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { ErrorDraft } from './draft.ts';
import { createErrors, toStack, type Errors } from './errors.ts';

let items: ErrorDraft[];
let errors: Errors;

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['performance'] });
  items = [];
  errors = createErrors((item) => items.push(item as ErrorDraft));
  return () => void vi.useRealTimers();
});

describe('an error', () => {
  it('is told once however many ways it is heard of, and again when it is thrown again', () => {
    const error = new TypeError('bad');
    errors.report('react', error, { component: 'Price' });
    errors.report('window.onerror', error);
    errors.report('console.error', error);
    expect(items).toMatchObject([{ source: 'react', name: 'TypeError', message: 'bad', component: 'Price', count: 1 }]);
    vi.advanceTimersByTime(2000);
    errors.report('window.onerror', error);
    expect(items).toHaveLength(2);
  });

  it.each([
    ['text', 'text'],
    [undefined, 'undefined'],
    [{ code: 7 }, '{"code":7}'],
  ])('may be anything: %j', (thrown, message) => {
    errors.report('unhandledrejection', thrown);
    expect(items).toMatchObject([{ name: 'Error', message }]);
    expect(items[0]?.stack).toBeUndefined();
  });

  it('comes without the frames of the agent', () => {
    expect(
      toStack('Error: x\n    at f (http://a/b.js:1:2)\n    at apply (http://a/__throughline/agent.js?v=1:1:9)'),
    ).toBe('Error: x\n    at f (http://a/b.js:1:2)');
  });
});

describe("a framework's words", () => {
  it('before an error belong to it, not to a later one', () => {
    errors.announce({ source: 'vue', component: 'Shop' });
    errors.report('window.onerror', new Error('one'));
    errors.report('window.onerror', new Error('two'));
    errors.announce({ source: 'vue', component: 'Shop' });
    vi.advanceTimersByTime(150);
    errors.report('window.onerror', new Error('three'));
    expect(items.map(({ source, component }) => [source, component])).toEqual([
      ['vue', 'Shop'],
      ['window.onerror', undefined],
      ['window.onerror', undefined],
    ]);
  });

  it('after an error belong to it while it is fresh and nothing better is known', () => {
    errors.amend({ source: 'react' });
    errors.report('window.onerror', new Error('one'));
    errors.amend({ source: 'react', component: 'Price', handled: true });
    errors.amend({ component: 'Other' });
    errors.report('window.onerror', new Error('two'));
    vi.advanceTimersByTime(150);
    errors.amend({ source: 'react' });
    expect(items).toMatchObject([{ source: 'react', component: 'Price', handled: true }, { source: 'window.onerror' }]);
  });
});
