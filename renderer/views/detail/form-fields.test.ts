import { describe, expect, it } from 'vitest';
import { parseForm, parseParts, parseQuery } from './form-fields.ts';

const body = (text: string) => new TextEncoder().encode(text.replaceAll('\n', '\r\n'));
const UPLOAD = `--b
Content-Disposition: form-data; name="title"

Mug
--b
Content-Disposition: form-data; name="photo"; filename="mug.png"
Content-Type: image/png

PNG
--b--
`;

describe('form fields', () => {
  it('reads a query in order with doubles and escapes', () => {
    expect(parseQuery('http://h/p?a=1&b=%E5%8A%A0+x&a=2#f?c=3')).toEqual([
      ['a', '1'],
      ['b', '加 x'],
      ['a', '2'],
    ]);
    expect(parseQuery('http://h/p')).toEqual([]);
    expect(parseForm('empty=&flag')).toEqual([
      ['empty', ''],
      ['flag', ''],
    ]);
  });

  it('reads parts with file name and type', () => {
    const { parts, fault } = parseParts(body(UPLOAD), 'b');
    expect(fault).toBeUndefined();
    expect(parts.map((part) => [part.name, part.fileName, part.contentType, part.bytes.length])).toEqual([
      ['title', undefined, undefined, 3],
      ['photo', 'mug.png', 'image/png', 3],
    ]);
  });

  it('keeps the parts before the place where a body was cut, and says so', () => {
    const { parts, fault } = parseParts(body(UPLOAD).subarray(0, 90), 'b');
    expect(parts.map((part) => part.name)).toEqual(['title']);
    expect(fault).toBeDefined();
  });

  it('finds no parts where the boundary is another', () => {
    const { parts, fault } = parseParts(body(UPLOAD), 'other');
    expect(parts).toEqual([]);
    expect(fault).toBeDefined();
  });
});
