import { expect, test } from 'vitest';
import type { CaptureBudget } from '../model/config.ts';
import type { Recorded } from '../model/recorded.ts';
import { BodyRecorder } from './body-recorder.ts';
import { SessionBudget } from './session-budget.ts';

function start(budget: CaptureBudget): { body: BodyRecorder; words: () => string[]; info: () => unknown } {
  const emitted: Recorded[] = [];
  const body = new BodyRecorder('1', 'response', new SessionBudget(budget), (recorded) => emitted.push(recorded));
  const words = (): string[] =>
    emitted.map((recorded) => {
      if (recorded.kind === 'body') return Buffer.from(recorded.bytes).toString();
      return recorded.kind === 'dropped' ? `dropped ${recorded.count}` : recorded.kind;
    });
  return {
    body,
    words,
    info: () =>
      body.info([
        ['content-type', 'text/plain'],
        ['CONTENT-ENCODING', 'gzip'],
      ]),
  };
}

const put = (body: BodyRecorder, text: string): void => body.chunk(text.length, Buffer.from(text));

test('all pieces of a body within budget, then its end', () => {
  const { body, words, info } = start({ bodyBytes: 6, sessionBytes: 6 });
  put(body, 'abc');
  put(body, '');
  put(body, 'def');
  body.end(true);
  expect(words()).toEqual(['abc', 'def', 'body-end']);
  expect(info()).toEqual({
    sizeBytes: 6,
    keptBytes: 6,
    truncated: false,
    complete: true,
    contentType: 'text/plain',
    encoding: 'gzip',
  });
});

test.each([
  ['its own', { bodyBytes: 4, sessionBytes: 99 }],
  ['the session’s', { bodyBytes: 99, sessionBytes: 4 }],
])('a body above %s limit keeps its head and counts the rest', (_name, budget) => {
  const { body, words, info } = start(budget);
  put(body, 'abc');
  put(body, 'def');
  put(body, 'ghi');
  body.end(true);
  expect(words()).toEqual(['abc', 'd', 'body-end']);
  expect(info()).toMatchObject({ sizeBytes: 9, keptBytes: 4, truncated: true, complete: true });
});

test('a chunk that lost its bytes ends keeping: no gap', () => {
  const { body, words, info } = start({ bodyBytes: 99, sessionBytes: 99 });
  put(body, 'abc');
  body.chunk(3, undefined);
  put(body, 'ghi');
  body.end(true);
  expect(words()).toEqual(['abc', 'dropped 1', 'body-end']);
  expect(info()).toMatchObject({ sizeBytes: 9, keptBytes: 3, truncated: true });
});

test('an empty body leaves nothing to keep', () => {
  const { body, words, info } = start({ bodyBytes: 99, sessionBytes: 99 });
  body.end(true);
  expect(words()).toEqual([]);
  expect(info()).toMatchObject({ sizeBytes: 0, truncated: false, complete: true });
});

test('no budget at all keeps sizes', () => {
  const { body, words, info } = start({ bodyBytes: 0, sessionBytes: 99 });
  put(body, 'abc');
  body.end(true);
  expect(words()).toEqual([]);
  expect(info()).toMatchObject({ sizeBytes: 3, keptBytes: 0, truncated: true });
});

test('a sender that stopped early stays incomplete, whatever comes after', () => {
  const { body, words, info } = start({ bodyBytes: 99, sessionBytes: 99 });
  put(body, 'abc');
  body.end(false);
  body.end(true);
  expect(body.ended).toBe(true);
  expect(words()).toEqual(['abc', 'body-end']);
  expect(info()).toMatchObject({ complete: false });
});
