import { expect, it } from 'vitest';
import { toEditorLink } from './editor-link.ts';

it.each([
  ['vscode', '/shop/src/a.ts', 'vscode://file/shop/src/a.ts:12:5'],
  ['zed', '/shop/a b/#1?.ts', 'zed://file/shop/a%20b/%231%3F.ts:12:5'],
  ['cursor', 'C:\\shop\\a.ts', 'cursor://file/C:/shop/a.ts:12:5'],
  ['vscodium', '/shop/a:b%2e.ts', 'vscodium://file/shop/a%3Ab%252e.ts:12:5'],
])('%s opens %s', (scheme, path, link) => expect(toEditorLink(scheme, { path, line: 12, column: 5 })).toBe(link));
