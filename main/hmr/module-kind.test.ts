import { expect, it } from 'vitest';
import { toModule, toModuleKind } from './module-kind.ts';

it('knows styles and scripts by name, behind queries and loaders', () => {
  expect(
    ['/a.css', '/a.css?direct', '/A.vue?vue&type=style&index=0&lang.css', './a.scss', 'static/a.css'].map(toModuleKind),
  ).toEqual(Array(5).fill('css'));
  expect(
    ['/a.js', '/a.vue', '/a.tsx?t=1', '[project]/a.jsx [app-client] (ecmascript)', '/a.mjs'].map(toModuleKind),
  ).toEqual(Array(5).fill('js'));
  expect(['/a.png', '/', '/a.cssx'].map(toModuleKind)).toEqual(Array(3).fill('other'));
});

it('takes a module that is known by one name as its own acceptor', () => {
  expect(toModule('./a.css')).toEqual({ path: './a.css', acceptedPath: './a.css', kind: 'css' });
});
