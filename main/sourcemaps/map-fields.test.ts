import { describe, expect, it } from 'vitest';
import { parseMapFields, parseMapText } from './map-fields.ts';

const plain = { version: 3, sources: ['a.ts', null], mappings: 'AAAA' };
const section = (line: unknown, column: unknown, map: unknown = plain) => ({ offset: { line, column }, map });
const index = (...sections: unknown[]) => ({ version: 3, sections });

describe('the fields of a map', () => {
  it('are completed', () => {
    expect(parseMapFields(plain)).toEqual({
      sources: ['a.ts', null],
      contents: [null, null],
      names: [],
      mappings: 'AAAA',
      rangeMappings: '',
      ignored: [],
    });
  });

  it.each([
    ['root', 'root/a.ts'],
    ['root/', 'root/a.ts'],
    ['', 'a.ts'],
    [null, 'a.ts'],
  ])('put sourceRoot "%s" before sources', (sourceRoot, source) => {
    expect(parseMapFields({ ...plain, sourceRoot })).toMatchObject({ sources: [source, null] });
  });

  it('take both names of the ignore list', () => {
    expect(parseMapFields({ ...plain, ignoreList: [1] })).toMatchObject({ ignored: [1] });
    expect(parseMapFields({ ...plain, x_google_ignoreList: [0] })).toMatchObject({ ignored: [0] });
  });

  it('may be sections in order', () => {
    expect(parseMapFields(index())).toEqual({ sections: [] });
    expect(parseMapFields(index(section(0, 0), section(0, 5), section(2, 0)))).toMatchObject({
      sections: [
        { line: 0, column: 0 },
        { line: 0, column: 5 },
        { line: 2, column: 0 },
      ],
    });
  });

  it.each([
    ['no object', 1],
    ['no object', []],
    ['has version nothing', { ...plain, version: undefined }],
    ['has version "3"', { ...plain, version: '3' }],
    ['has version 4', { ...plain, version: 4 }],
    ['no text in "mappings"', { ...plain, mappings: 5 }],
    ['no list in "sources"', { ...plain, sources: 'a' }],
    ['has 5 in "sources" at place 2', { ...plain, sources: ['a', 5] }],
    ['no list in "sourcesContent"', { ...plain, sourcesContent: {} }],
    ['has null in "names"', { ...plain, names: [null] }],
    ['has [] in "file"', { ...plain, file: [] }],
    ['has -1 in "sourceRoot"', { ...plain, sourceRoot: -1 }],
    ['has 2 in "ignoreList"', { ...plain, ignoreList: [2] }],
    ['has "0" in "x_google_ignoreList"', { ...plain, x_google_ignoreList: ['0'] }],
    ['both "sections" and "mappings"', { ...index(), mappings: '' }],
    ['no list in "sections"', { version: 3, sections: 'x' }],
    ['"offset" of section 1', index({ map: plain })],
    ['"offset" of section 1', index(section('1', 0))],
    ['"offset" of section 1', index(section(1, undefined))],
    ['no object', index({ offset: { line: 0, column: 0 } })],
    ['section 2 out of order', index(section(1, 4), section(0, 0))],
    ['section 2 out of order or over', index(section(0, 0), section(0, 0))],
  ])('are refused: %s', (reason, value) => {
    expect(() => parseMapFields(value)).toThrow(reason);
    expect(() => parseMapFields(value)).toThrow(expect.objectContaining({ code: 'map-invalid' }));
  });

  it('are refused when index maps lie too deep', () => {
    let deep: unknown = plain;
    for (let i = 0; i < 10; i += 1) deep = index(section(0, 0, deep));
    expect(() => parseMapFields(deep)).toThrow('more than 8 deep');
  });
});

describe('the text of a map', () => {
  it.each([`)]}'\n`, `)]}' while(1);\n`, '\ufeff', ''])('may begin with %j', (start) => {
    expect(parseMapText(start + JSON.stringify(plain))).toMatchObject({ mappings: 'AAAA' });
  });

  it('says when HTML came in its place', () => {
    expect(() => parseMapText('<!doctype html>')).toThrow('HTML came in place of JSON');
    expect(() => parseMapText('{')).toThrow(expect.objectContaining({ code: 'map-not-json' }));
  });
});
