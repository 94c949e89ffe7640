import { describe, expect, it } from 'vitest';
import { Fault } from '../../base/fault.ts';
import type { MetricSample } from '../../model/metric.ts';
import type { HttpPage, PageRequest } from '../http-page.ts';
import { createMetricsPoller, targetName } from './metrics-poller.ts';

/** A poller whose answers and time are told by the test. */
function rig(url = 'http://127.0.0.1:9100/metrics') {
  const asked: { request: PageRequest; answer: (text: string) => void; fail: (fault: Error) => void }[] = [];
  const samples: MetricSample[] = [];
  const faults: (string | undefined)[] = [];
  const delays: { callback: () => void; delayMs: number }[] = [];
  const time = { now: 1_000_000 };
  const poller = createMetricsPoller(
    { url, name: 'shop' },
    {
      pages: {
        read: (request) =>
          new Promise<HttpPage>((resolve, reject) => {
            const answer = (text: string) =>
              resolve({ status: 200, contentType: 'text/plain', bytes: new TextEncoder().encode(text) });
            asked.push({ request, answer, fail: reject });
            request.signal?.addEventListener('abort', () => reject(new Error('ended')));
          }),
        close: () => undefined,
      },
      clock: () => time.now,
      delay: (callback, delayMs) => {
        const entry = { callback, delayMs };
        delays.push(entry);
        return () => void delays.splice(delays.indexOf(entry), 1);
      },
      onSamples: (more) => samples.push(...more),
      onFault: (sentence) => faults.push(sentence),
    },
  );
  /** Lets the poll that is under way end as told, after so long. */
  const end = async (how: string | Error, tookMs = 0) => {
    time.now += tookMs;
    const poll = asked.at(-1);
    if (typeof how === 'string') poll?.answer(how);
    else poll?.fail(how);
    const before = delays.length;
    while (delays.length === before) await Promise.resolve();
  };
  const beat = () => {
    const next = delays.shift();
    time.now += next?.delayMs ?? 0;
    next?.callback();
  };
  return { poller, asked, samples, faults, delays, end, beat };
}

describe('MetricsPoller', () => {
  it('polls on the beat, one question at a time', async () => {
    const { asked, delays, end, beat, samples, poller } = rig();
    expect(asked).toHaveLength(1);
    expect(delays).toHaveLength(0);
    await end('a 1\n', 300);
    expect(delays).toMatchObject([{ delayMs: 700 }]);
    beat();
    expect(asked).toHaveLength(2);
    await end('a 2\n', 2_100);
    expect(delays).toMatchObject([{ delayMs: 900 }]);
    expect(samples.map(({ at, value }) => [at, value])).toEqual([
      [1_000_300, 1],
      [1_003_100, 2],
    ]);
    await poller.close();
  });

  it('says that a target is down once, ends its lines, and comes back by itself', async () => {
    const { end, beat, faults, samples, poller } = rig();
    await end('a 1\n');
    beat();
    await end('a 1\n');
    for (let poll = 0; poll < 3; poll += 1) {
      beat();
      await end(new Fault('page-unreachable', '127.0.0.1:9100 refuses connections; is the program running?'));
    }
    expect(faults).toEqual(['127.0.0.1:9100 refuses connections; is the program running?']);
    expect(samples.map(({ at }) => at)).toEqual([1_000_000, 1_001_000]);
    beat();
    await end('a 1\n');
    expect(faults.at(-1)).toBeUndefined();
    await poller.close();
  });

  it('says what is wrong with a page that answers', async () => {
    const { end, beat, faults, poller } = rig();
    await end('');
    beat();
    await end('a 1\n?\n');
    beat();
    await end(Array.from({ length: 5_002 }, (_, index) => `a${index} 1`).join('\n'));
    expect(faults).toEqual([
      'shop answers, but has no metrics.',
      'shop has 1 lines that could not be read.',
      expect.stringMatching(/^shop has more than 5,000 series; \d+ are not kept.$/),
    ]);
    await poller.close();
  });

  it('ends with a poll under way, and keeps the last of each line', async () => {
    const { poller, asked, end, beat, samples, delays, faults } = rig();
    await end('a 1\n');
    beat();
    await end('a 1\n');
    beat();
    await poller.close();
    expect(asked[2]?.request.signal?.aborted).toBe(true);
    expect(samples.map(({ at }) => at)).toEqual([1_000_000, 1_001_000]);
    expect(delays).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('refuses what is no web address', async () => {
    const { asked, faults, delays, poller } = rig('ftp://x/');
    while (delays.length === 0) await Promise.resolve();
    expect(faults).toEqual(['shop is no address that can be polled; give an http or https URL.']);
    expect(asked).toEqual([]);
    await poller.close();
    expect(targetName({ url: 'http://127.0.0.1:9100/metrics' })).toBe('127.0.0.1:9100');
    expect(targetName({ url: 'nonsense' })).toBe('nonsense');
  });
});
