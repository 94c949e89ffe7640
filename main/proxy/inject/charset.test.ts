import { describe, expect, it } from 'vitest';
import { charsetOf, encodeAscii, readByteOrderMark, toEncoding, toUnits } from './charset.ts';

describe('a document’s encoding', () => {
  it.each<[string, string | undefined]>([
    ['text/html', undefined],
    ['text/html; charset=UTF-8', 'utf-8'],
    ['text/html;charset="gb18030" ; x=y', 'gb18030'],
    ['text/html; x=y; Charset = Big5', 'big5'],
  ])('is named by %s', (field, charset) => {
    expect(charsetOf(field)).toBe(charset);
  });

  it('keeps ASCII as it is in nearly all, is two bytes in UTF-16, and can’t be read in a few', () => {
    const plain = [
      undefined,
      'utf-8',
      'gbk',
      'gb2312',
      'gb18030',
      'big5',
      'shift_jis',
      'euc-kr',
      'windows-1252',
      'koi8-r',
      'unknown',
    ];
    expect(plain.map(toEncoding)).toEqual(plain.map(() => 'ascii'));
    expect(['utf-16', 'utf-16le', 'utf-16be'].map(toEncoding)).toEqual(['utf-16le', 'utf-16le', 'utf-16be']);
    const refused = ['utf-7', 'ibm037', 'ebcdic-cp-us', 'hz-gb-2312', 'iso-2022-kr', 'utf-32'];
    expect(refused.map(toEncoding)).toEqual(refused.map(() => undefined));
  });

  it.each<[string, unknown]>([
    ['efbbbf3c', { encoding: 'ascii', sizeBytes: 3 }],
    ['fffe3c00', { encoding: 'utf-16le', sizeBytes: 2 }],
    ['feff003c', { encoding: 'utf-16be', sizeBytes: 2 }],
    ['3c68', { encoding: undefined, sizeBytes: 0 }],
    ['', { encoding: undefined, sizeBytes: 0 }],
    ['ef3cbf', { encoding: undefined, sizeBytes: 0 }],
    ['efbb3c', { encoding: undefined, sizeBytes: 0 }],
    ['fe3c', { encoding: undefined, sizeBytes: 0 }],
    ['ef', 'more'],
    ['efbb', 'more'],
    ['ff', 'more'],
  ])('is told by the first bytes %s', (hex, wanted) => {
    expect(readByteOrderMark(Buffer.from(hex, 'hex'))).toEqual(wanted);
  });

  it.each(['ascii', 'utf-16le', 'utf-16be'] as const)('reads back what it writes: %s', (encoding) => {
    const bytes = encodeAscii('<script>', encoding);
    const before = Buffer.from(bytes);
    expect(toUnits(bytes, encoding)).toBe('<script>');
    expect(bytes).toEqual(before);
  });
});
