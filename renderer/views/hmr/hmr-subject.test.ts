import { describe, expect, it } from 'vitest';
import { openUpdate, sampleError, samplePlain, sampleReload, sampleUpdate } from '../../store/hmr-sample.ts';
import { hmrSubject, positionText, shortPath, subjectName } from './hmr-subject.ts';

describe('shortPath', () => {
  it.each([
    ['/home/a/shop/src/components/Child.vue', 'src/components/Child.vue'],
    ['/src/Child.vue?vue&type=style&index=0&lang.css', 'src/Child.vue'],
    ['C:\\work\\shop\\src\\App.tsx', 'src/App.tsx'],
    ['./src/view.js', 'src/view.js'],
    ['babel-loader!./app/counter.jsx', 'app/counter.jsx'],
    ['/a/b/c/d/index.html', 'c/d/index.html'],
    ['index.html', 'index.html'],
    ['/x/src', 'x/src'],
  ])('%s', (path, short) => expect(shortPath(path)).toBe(short));
});

describe('hmrSubject', () => {
  it('is the file that was saved', () => {
    expect(hmrSubject(sampleUpdate(1))).toEqual({
      folder: 'src/components/',
      name: 'Child.vue',
      full: '/app/src/components/Child.vue',
      more: 0,
    });
  });

  it('counts further files', () => {
    expect(hmrSubject(sampleUpdate(1, { files: ['/src/a.ts', '/src/b.ts', '/src/c.ts'] }))?.more).toBe(2);
  });

  it('is what triggered it, where the error lies, the module or the message’s own name', () => {
    expect(subjectName(sampleReload(1, { files: [] }))).toBe('label.js');
    expect(subjectName(sampleError(1, { files: [] }))).toBe('Child.vue');
    expect(subjectName(openUpdate(1, { files: [] }))).toBe('Child.vue');
    expect(subjectName(samplePlain(1, 'custom', { name: 'my:event' }))).toBe('my:event');
    expect(subjectName(samplePlain(1, 'connected'))).toBeUndefined();
  });
});

describe('positionText', () => {
  it('says no more than is known', () => {
    expect(positionText({ file: '/app/src/a.ts', line: 5, column: 1 })).toBe('src/a.ts:5:1');
    expect(positionText({ file: '/app/src/a.ts', line: 5 })).toBe('src/a.ts:5');
    expect(positionText({ file: '/app/src/a.ts', column: 3 })).toBe('src/a.ts');
    expect(positionText({})).toBe('');
  });
});
