import { describe, expect, it } from 'vitest';
import { bodyText, charsetOf, isTextType, mediaTypeOf, printableBody } from './body-text.ts';

describe('isTextType', () => {
  it.each([
    'text/html; charset=utf-8',
    'application/json',
    'application/problem+json',
    'image/svg+xml',
    'application/javascript',
    'application/x-www-form-urlencoded',
    'application/x-ndjson',
    'text/event-stream',
    'multipart/form-data; boundary=x',
  ])('%s is text', (type) => expect(isTextType(type)).toBe(true));

  it.each(['image/png', 'application/octet-stream', 'application/wasm', 'font/woff2', 'application/pdf', 'video/mp4'])(
    '%s is not',
    (type) => expect(isTextType(type)).toBe(false),
  );
});

describe('bodyText', () => {
  it.each([
    ['UTF-8 by default', 'text/plain', Buffer.from('é'), 'é'],
    ['a quoted charset', 'text/plain; charset="ISO-8859-1"', Buffer.from([0xe9]), 'é'],
    ['UTF-16', 'text/plain; charset=utf-16le', Buffer.from('é', 'utf16le'), 'é'],
    ['a byte-order mark, which stays', 'text/plain', Buffer.from('\ufeffa'), '\ufeffa'],
    ['no type, plainly text', undefined, Buffer.from('{"a":1}\n'), '{"a":1}\n'],
    ['nothing', 'text/plain', Buffer.alloc(0), ''],
  ])('reads %s', (_name, type, bytes, expected) => expect(bodyText(bytes, type)).toBe(expected));

  it.each([
    ['broken UTF-8', 'text/plain', Buffer.from([0xc3])],
    ['an unknown charset', 'text/plain; charset=nonsense', Buffer.from('a')],
    ['a type that is no text', 'image/png', Buffer.from('a')],
    ['controls without a type', undefined, Buffer.from([0x61, 0x00])],
  ])('does not read %s', (_name, type, bytes) => expect(bodyText(bytes, type)).toBeUndefined());

  it('leaves out a last character that was cut', () => {
    expect(bodyText(Buffer.from('aé').subarray(0, 2), 'text/plain', true)).toBe('a');
  });
});

it('prints text as text and all else as base64', () => {
  expect(printableBody(Buffer.from('a'), 'text/plain')).toEqual({ text: 'a' });
  expect(printableBody(Buffer.from('xab').subarray(1), 'image/png')).toEqual({ base64: 'YWI=' });
});

it('takes a type apart', () => {
  expect([charsetOf('text/plain;Charset=UTF-8'), charsetOf('text/plain'), charsetOf(undefined)]).toEqual([
    'utf-8',
    undefined,
    undefined,
  ]);
  expect([mediaTypeOf('Text/HTML ; a=b'), mediaTypeOf(undefined)]).toEqual(['text/html', '']);
});
