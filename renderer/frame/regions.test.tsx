// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { focusNamedRegion, focusRegion } from './regions.ts';

beforeEach(() => {
  document.body.innerHTML = `
    <header data-region="top"><button id="a">A</button></header>
    <main data-region="main"><div data-region="filter"><input id="b" /></div>
    <p data-region="status">Nothing to focus</p>
    <div data-region="detail" tabindex="0" id="c"></div></main>`;
  // jsdom lays nothing out; what is shown has a parent to be placed in.
  Object.defineProperty(HTMLElement.prototype, 'offsetParent', { configurable: true, get: () => document.body });
});

afterEach(() => {
  document.body.innerHTML = '';
});

const focused = () => document.activeElement?.id;

describe('focusRegion', () => {
  it('goes round the regions that can take the focus, both ways', () => {
    focusRegion(1);
    expect(focused()).toBe('a');
    focusRegion(1);
    expect(focused()).toBe('b');
    focusRegion(1);
    expect(focused()).toBe('c');
    focusRegion(1);
    expect(focused()).toBe('a');
    focusRegion(-1);
    expect(focused()).toBe('c');
  });

  it('goes to one by name', () => {
    focusNamedRegion('filter');
    expect(focused()).toBe('b');
  });
});
