import { describe, expect, it } from 'vitest';
import { libraryFrame, ownFrame, unmappedFrame } from '../../store/error-sample.ts';
import { frameFunction, framePlace, isLibrary, libraryNames, toFrameRows, topFrameIndex } from './frame-rows.ts';

const stack = [libraryFrame('throwIt'), ownFrame(), libraryFrame(), libraryFrame('invoker'), unmappedFrame()];
const told = (rows: ReturnType<typeof toFrameRows>) =>
  rows.map((row) => (row.kind === 'frame' ? String(row.index) : `${row.from}+${row.count} ${row.names.join()}`));

describe('toFrameRows', () => {
  it('folds frames of libraries that follow each other', () => {
    expect(told(toFrameRows(stack, 'own'))).toEqual(['0+1 @vue/runtime-core', '1', '2+2 @vue/runtime-core', '4']);
  });

  it('shows a fold that was opened, and all of them or as thrown without folds', () => {
    expect(told(toFrameRows(stack, 'own', new Set([2])))).toEqual(['0+1 @vue/runtime-core', '1', '2', '3', '4']);
    expect(told(toFrameRows(stack, 'all'))).toEqual(['0', '1', '2', '3', '4']);
    expect(told(toFrameRows(stack, 'raw'))).toHaveLength(5);
    expect(toFrameRows([], 'own')).toEqual([]);
  });
});

it('the top frame is the first of one’s own code', () => {
  expect(topFrameIndex(stack)).toBe(1);
  expect(topFrameIndex([libraryFrame(), unmappedFrame()])).toBe(1);
  expect(topFrameIndex([libraryFrame()])).toBe(0);
  expect(topFrameIndex([])).toBe(0);
});

it('code of dependencies and of the engine is a library’s', () => {
  expect(isLibrary({ raw: 'at Array.map (<anonymous>)', origin: 'native' })).toBe(true);
  expect(isLibrary({ raw: 'x', url: 'node:internal/timers', line: 1 })).toBe(true);
  expect(isLibrary({ raw: 'x', url: 'http://h/node_modules/a/b.js', line: 1 })).toBe(true);
  expect(isLibrary(unmappedFrame())).toBe(false);
});

it('libraryNames tells packages once each', () => {
  const dep = { raw: '', url: 'http://h/node_modules/.vite/deps/pinia.js?v=1' };
  const go = { raw: '', url: '/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go' };
  expect(libraryNames([dep, dep, go])).toEqual(['pinia', 'github.com/gin-gonic/gin']);
});

describe('framePlace', () => {
  it('is the source’s where it is known, else the code’s', () => {
    expect(framePlace(ownFrame())).toEqual({
      folder: 'src/components/',
      file: 'CheckoutForm.vue',
      position: ':48:31',
      whole: '/app/src/components/CheckoutForm.vue:48:31',
    });
    expect(framePlace(unmappedFrame())?.file).toBe('vendor.js');
    expect(framePlace({ raw: '[native code]' })).toBeUndefined();
  });

  it('leaves out a column that the map does not know', () => {
    const original = { source: 'src/a.ts', line: 3, ignored: false };
    expect(framePlace({ raw: '', line: 9, column: 9, original })?.position).toBe(':3');
  });
});

it('frameFunction prefers the source’s name', () => {
  expect(frameFunction(ownFrame())).toBe('submit');
  const named = ownFrame();
  expect(frameFunction({ ...named, original: { source: 'a', line: 1, ignored: false, name: 'pay' } })).toBe('pay');
});
