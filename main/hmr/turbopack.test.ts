import { expect, it } from 'vitest';
import { readTurbopackUpdate } from './turbopack.ts';

it('names modules by their keys, once each', () => {
  const merged = [
    { type: 'EcmascriptMergedUpdate', entries: { '[project]/a.jsx [client] (ecmascript)': { code: '' } } },
  ];
  const item = { type: 'partial', instruction: { type: 'ChunkListUpdate', merged } };
  expect(readTurbopackUpdate({ data: [item, item] })).toEqual({
    modules: [
      {
        path: '[project]/a.jsx [client] (ecmascript)',
        acceptedPath: '[project]/a.jsx [client] (ecmascript)',
        kind: 'js',
      },
    ],
    styles: [],
  });
});

it('names style sheets that are fetched again, and no other chunks', () => {
  const chunks = {
    'static/a.css': { type: 'total' },
    'static/b.js': { type: 'total' },
    'static/c.css': { type: 'partial' },
  };
  const found = readTurbopackUpdate({ data: [{ instruction: { chunks } }] });
  expect(found.styles).toEqual(['/static/a.css']);
  expect(found.modules).toEqual([{ path: 'static/a.css', acceptedPath: 'static/a.css', kind: 'css' }]);
});

it('finds nothing in what it does not know', () => {
  expect(readTurbopackUpdate({ data: [{ instruction: 3 }, null] })).toEqual({ modules: [], styles: [] });
  expect(readTurbopackUpdate({})).toEqual({ modules: [], styles: [] });
});
