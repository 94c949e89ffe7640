import { expect, test } from 'vitest';
import type { TapEvent } from '../model/tap-event.ts';
import { createIngestPosts, LOG_PATH, LOG_RATE, REPORT_PATH, REPORT_RATE, TOTAL_RATE } from './ingest-posts.ts';
import type { Asker } from './reserved-post.ts';

function start(isRecording = true) {
  const pushed: TapEvent[] = [];
  const ingest = createIngestPosts({
    sink: { push: (event) => void pushed.push(event) },
    clock: () => 5,
    isRecording: () => isRecording,
    knowsOrigin: (origin) => origin === 'http://localhost:5173',
  });
  const post = async (path: string, text: string, asker: Asker = ASKER) => {
    const reserved = ingest.posts.get(path)!;
    return reserved.admit?.(asker) ?? (await reserved.answer(Buffer.from(text), asker));
  };
  return { ingest, pushed, post };
}

const ASKER: Asker = { path: REPORT_PATH, address: '127.0.0.1', rawHeaders: ['User-Agent', 'curl/8'] };

test('a report goes to the recorder as it came, with what its fields say, and is answered at once', async () => {
  const { pushed, post } = start();
  const fields = ['Origin', 'http://localhost:8888', 'referer', 'http://localhost:8888/a', 'X-Correlation-ID', 'r1'];
  expect(await post(REPORT_PATH, 'not even JSON', { ...ASKER, rawHeaders: [...ASKER.rawHeaders, ...fields] })).toEqual({
    status: 204,
  });
  expect(pushed).toEqual([
    {
      type: 'posted',
      at: 5,
      to: 'report',
      bytes: Buffer.from('not even JSON'),
      clientAddress: '127.0.0.1',
      userAgent: 'curl/8',
      origin: 'http://localhost:8888',
      referer: 'http://localhost:8888/a',
      requestId: 'r1',
    },
  ]);
});

test.each([
  ['{}', 202],
  ['\ufeff \n[{}]', 202],
  ['[unfinished', 202],
  ['plain text', 400],
  ['', 400],
])('a log post of %j is answered with %i', async (text, status) => {
  const { pushed, post } = start();
  expect((await post(LOG_PATH, text)).status).toBe(status);
  expect(pushed).toHaveLength(status === 202 ? 1 : 0);
});

test('while recording is paused posts are answered and forgotten', async () => {
  const { pushed, post } = start(false);
  expect((await post(REPORT_PATH, '{}')).status).toBe(204);
  expect(pushed).toEqual([]);
});

test('pages of a known upstream may post logs, not reports', () => {
  const { posts } = start().ingest;
  expect(posts.get(LOG_PATH)?.alsoFrom?.('http://localhost:5173')).toBe(true);
  expect(posts.get(LOG_PATH)?.alsoFrom?.('http://evil.test')).toBe(false);
  expect(posts.get(REPORT_PATH)).toMatchObject({ sameOriginOnly: true });
  expect(posts.get(REPORT_PATH)).not.toHaveProperty('alsoFrom');
});

test('a page that posts too often is told when to try again, and what it posted is counted', async () => {
  const { ingest, pushed, post } = start();
  for (let i = 0; i < REPORT_RATE.burst; i++) await post(REPORT_PATH, '{}');
  expect(await post(REPORT_PATH, '{}')).toMatchObject({
    status: 429,
    rawHeaders: ['Retry-After', '1'],
    value: { error: { code: 'too-many-posts' } },
  });
  expect([pushed.length, ingest.refused]).toEqual([REPORT_RATE.burst, 1]);
  const other = { ...ASKER, rawHeaders: ['Referer', 'http://localhost:8888/b'] };
  expect((await post(REPORT_PATH, '{}', other)).status).toBe(204);
});

test('posing as many does not help', async () => {
  const { pushed, post } = start();
  const senders = Math.ceil(TOTAL_RATE.burst / LOG_RATE.burst) + 1;
  for (let sender = 0; sender < senders; sender++) {
    const asker = { ...ASKER, rawHeaders: ['User-Agent', `program ${sender}`] };
    for (let i = 0; i < LOG_RATE.burst; i++) await post(LOG_PATH, '{}', asker);
  }
  expect(pushed).toHaveLength(TOTAL_RATE.burst);
});
