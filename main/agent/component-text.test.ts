import { describe, expect, it } from 'vitest';
import { parseComponents, parseReactMessage, parseVueWarning, STACK_DEPTH } from './component-text.ts';

describe('the components', () => {
  it.each([
    ['Vue', ' at <Thrower price=3 label="x" > \n at <Shop>\n  at <App.Root >', ['Thrower', 'Shop', 'App.Root']],
    ['React in Chromium', '\n    at Price (http://a/app.js:1:2)\n    at main\n    at Shop', ['Price', 'Shop']],
    [
      'React in Firefox and Safari',
      '\nPrice@http://a/app.js:1:2\nmain@unknown:0:0\nShop@http://a/app.js:3:4',
      ['Price', 'Shop'],
    ],
    ['prose', 'The above error occurred.\nVisit @nobody or At once\nat lower case', []],
  ])('of %s, the innermost first', (_, text, names) => {
    expect(parseComponents(text)).toEqual(names);
  });

  it('end somewhere', () => {
    expect(parseComponents('    at Deep (a)\n'.repeat(STACK_DEPTH + 1))).toHaveLength(STACK_DEPTH);
  });
});

describe("Vue's word before an error", () => {
  it('names the component, its properties and what it did', () => {
    const head = '[Vue warn]: Unhandled error during execution of native event handler';
    const trace = [
      ' at <Thrower',
      'price=',
      3,
      'label="a b=c"',
      'onBuy=fn<onBuy>',
      '>',
      '\n',
      ' at <Shop',
      'other=1',
      '>',
    ];
    expect(parseVueWarning([head, '\n', ...trace].join(' '), [head, '\n', ...trace])).toEqual({
      source: 'vue',
      component: 'Thrower',
      componentStack: ['Thrower', 'Shop'],
      props: ['price', 'label', 'onBuy'],
      info: 'native event handler',
      handled: false,
    });
  });

  it('is told from other warnings', () => {
    expect(parseVueWarning('[Vue warn]: Failed to resolve component: X', [])).toBeUndefined();
  });
});

describe("React's word after an error", () => {
  it('names the component and whether a boundary took it (18)', () => {
    const message = `The above error occurred in the <Price> component:\n\n    at Price (http://a:1:2)\n    at Shop\n\nReact will try to recreate this component tree from scratch using the error boundary you provided, Boundary.`;
    expect(parseReactMessage(message)).toEqual({
      source: 'react',
      component: 'Price',
      componentStack: ['Price', 'Shop'],
      handled: true,
    });
  });

  it.each([
    ['An error occurred in the <Price> component.\n\nConsider adding an error boundary', 'Price'],
    ['The above error occurred in one of your React components:\n\n    at div', undefined],
  ])('says when nothing took it: %s', (message, component) => {
    expect(parseReactMessage(message)).toMatchObject({ source: 'react', handled: false });
    expect(parseReactMessage(message)?.component).toBe(component);
  });

  it('is told from other messages', () => {
    expect(parseReactMessage('An error occurred in the shop')).toBeUndefined();
  });
});
