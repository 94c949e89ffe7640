import { describe, expect, it } from 'vitest';
import { Fault } from '../base/fault.ts';
import { answerLookup, parseLookupRequest, toLookupJson } from './lookup-answer.ts';

describe('a look-up as JSON', () => {
  it.each([
    [
      { url: 'http://h/a.js', line: 1, column: 2 },
      { url: 'http://h/a.js', line: 1, column: 2 },
    ],
    [
      { url: 'a', line: 1, at: '1970-01-01T00:00:01.000Z' },
      { url: 'a', line: 1, at: 1000 },
    ],
    [
      { map: { version: 3 }, line: 1, column: 2 },
      { map: { version: 3 }, line: 1, column: 2 },
    ],
    [
      { map: 'http://h/a.map', url: 'x', line: 1 },
      { map: 'http://h/a.map', line: 1 },
    ],
    [
      { stack: 'Error', at: 5 },
      { stack: 'Error', at: 5 },
    ],
  ])('%j', (value, request) => expect(parseLookupRequest(JSON.stringify(value))).toEqual(request));

  it.each([
    ['{', 'no JSON'],
    ['[]', 'no object'],
    ['{"line":1,"column":1}', 'none of "url"'],
    ['{"url":"a","line":0}', '"line" is no'],
    ['{"url":"a","line":1,"column":1.5}', '"column" is no'],
    ['{"url":"a","line":1,"at":"x"}', '"at" is no'],
  ])('may be none: %s', (text, reason) => expect(() => parseLookupRequest(text)).toThrow(reason));
});

describe('the answer', () => {
  const ask = (text: string, lookup = async () => ({ source: '', line: 2, ignored: false })) =>
    answerLookup({ lookup }, Buffer.from(text));

  it('has null for a source without a name', async () => {
    expect(await ask('{"url":"a","line":1}')).toEqual({
      status: 200,
      value: { source: null, line: 2, ignored: false },
    });
  });

  it('has the reason where there is no original', () => {
    const unresolved = { code: 'map-none', message: 'None.' };
    expect(toLookupJson({ unresolved })).toEqual({ unresolved });
  });

  it('says what is wrong with the request, or here', async () => {
    expect(await ask('{')).toMatchObject({ status: 400, value: { error: { code: 'lookup-invalid' } } });
    const failing = () => Promise.reject(new Fault('session-closed', 'Closed.'));
    expect(await ask('{"url":"a","line":1}', failing)).toMatchObject({
      status: 500,
      value: { error: { code: 'session-closed' } },
    });
  });
});
