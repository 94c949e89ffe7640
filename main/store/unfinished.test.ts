import { expect, test } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import { sampleExchange } from './fixtures/records.ts';
import { isUnfinished, toStopped } from './unfinished.ts';

const at = (changes: Partial<Exchange>) => toStopped(sampleExchange(1, changes));

test('only what is under way is unfinished', () => {
  const states = ['pending', 'streaming', 'open', 'done', 'failed'] as const;
  expect(states.filter((state) => isUnfinished({ state }))).toEqual(['pending', 'streaming', 'open']);
});

test.each([
  ['open', 'websocket', 'this connection was open'],
  ['streaming', 'eventsource', 'this stream was open'],
  ['streaming', 'fetch', 'its answer was coming'],
] as const)('an exchange that was %s (%s) has failed with one sentence', (state, kind, words) => {
  const stopped = at({ state, kind });
  expect(stopped).toMatchObject({ state: 'failed', error: { code: 'recording-ended', phase: 'receive', by: 'proxy' } });
  expect(stopped.error?.message).toContain(words);
  expect(stopped.responseBody).toEqual(sampleExchange(1).responseBody);
});

test('the phase is the one it had come to', () => {
  const { status: _, statusText: _text, ...unanswered } = sampleExchange(1, { state: 'pending' });
  expect(toStopped(unanswered).error?.phase).toBe('wait');
  const uploading = { ...unanswered, requestBody: { ...unanswered.requestBody, complete: false } };
  expect(toStopped(uploading).error?.phase).toBe('send');
  const { upstreamUrl: _url, ...waiting } = unanswered;
  expect(toStopped(waiting).error?.phase).toBe('blocked');
});

test('an error that was known already stays', () => {
  const error = { code: 'ECONNRESET', phase: 'receive', message: 'm', by: 'upstream' } as const;
  expect(at({ state: 'streaming', error }).error).toEqual(error);
});
