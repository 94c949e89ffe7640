import { describe, expect, it } from 'vitest';
import { decodeText, isBinary, parseContentType, toBodyType, toCodeLanguage } from './body-type.ts';

const bytes = (text: string) => new TextEncoder().encode(text);
const typeOf = (type: string | undefined, content = 'x') => toBodyType(parseContentType(type), bytes(content));

describe('body type', () => {
  it('reads charset and boundary, quoted or not', () => {
    expect(parseContentType('Text/HTML; charset="ISO-8859-1"')).toEqual({
      essence: 'text/html',
      charset: 'ISO-8859-1',
    });
    expect(parseContentType('multipart/form-data; boundary=--x1')).toMatchObject({ boundary: '--x1' });
    expect(parseContentType(undefined)).toEqual({ essence: '' });
  });

  it('goes by the content type', () => {
    expect(typeOf('application/problem+json')).toBe('json');
    expect(typeOf('image/svg+xml')).toBe('image');
    expect(typeOf('font/woff2')).toBe('font');
    expect(typeOf('application/x-www-form-urlencoded')).toBe('form');
    expect(typeOf('multipart/mixed; boundary=a')).toBe('multipart');
    expect(typeOf('text/event-stream')).toBe('text');
    expect(typeOf('video/mp4')).toBe('video');
  });

  it('looks at the bytes where the type says nothing', () => {
    expect(typeOf(undefined, '{"a":1}')).toBe('json');
    expect(typeOf(undefined, 'hello')).toBe('text');
    expect(typeOf('application/octet-stream', 'a\0b')).toBe('binary');
    expect(toBodyType({ essence: '' }, Uint8Array.of(0xff, 0xfe, 0xc0, 0x80, 0x80, 0xc1, 0x41, 0x42))).toBe('binary');
  });

  it('does not show binary as text because a header says so', () => {
    expect(typeOf('text/plain', 'a\0b')).toBe('binary');
    expect(isBinary(bytes('tab\tline\r\n\u001b[31m'))).toBe(false);
  });

  it('picks the language by type, then by path', () => {
    expect(toCodeLanguage(parseContentType('text/javascript'), '/a.ts')).toBe('typescript');
    expect(toCodeLanguage(parseContentType('text/javascript'), '/App.vue')).toBe('javascript');
    expect(toCodeLanguage(parseContentType('text/css'), '/a.css')).toBe('css');
    expect(toCodeLanguage(parseContentType('text/plain'), '/a.txt')).toBe('plain');
  });

  it('decodes in the given charset and survives one it does not know', () => {
    expect(decodeText(Uint8Array.of(0xe9), 'iso-8859-1')).toBe('é');
    expect(decodeText(bytes('é'), 'x-nonsense')).toBe('é');
  });
});
