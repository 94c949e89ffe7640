import { describe, expect, it } from 'vitest';
import { EMPTY_BODY, sampleExchange } from './exchange-sample.ts';
import { longestPhase, toHappening, upstreamName } from './happening.ts';

const keys = (change: Parameters<typeof sampleExchange>[0]) => toHappening(sampleExchange(change)).map((s) => s.key);

describe('what happened', () => {
  it('names the answer, the upstream, and where the time went', () => {
    const [first, second] = toHappening(sampleExchange());
    expect(first).toEqual({
      key: 'answered',
      values: { upstream: '127.0.0.1:8080', totalMs: 412, status: '200 OK', receivedBytes: 486 },
    });
    expect(second).toEqual({
      key: 'slow.wait',
      values: { upstream: '127.0.0.1:8080', durationMs: 396, percent: 96 },
    });
  });

  it('says nothing about time when the answer was quick', () => {
    expect(
      keys({ timings: { blocked: -1, dns: -1, connect: -1, tls: -1, send: 1, wait: 8, receive: 1, total: 10 } }),
    ).toEqual(['answered']);
  });

  it('says what setting up a connection cost', () => {
    const timings = { blocked: 1, dns: 10, connect: 40, tls: 30, send: 1, wait: 20, receive: 2, total: 104 };
    expect(toHappening(sampleExchange({ timings }))).toContainEqual({ key: 'setUp', values: { setupMs: 80 } });
  });

  it('calls an error status refused', () => {
    expect(keys({ status: 503, statusText: 'Service Unavailable' })[0]).toBe('refused');
  });

  it('tells who ended it, and when', () => {
    const error = { code: 'ECONNRESET', message: 'm' } as const;
    expect(keys({ state: 'failed', error: { ...error, phase: 'connect', by: 'upstream' } })[0]).toBe(
      'failed.upstreamSetup',
    );
    expect(keys({ state: 'failed', error: { ...error, phase: 'wait', by: 'client' } })[0]).toBe('failed.clientWait');
    expect(keys({ state: 'failed', error: { ...error, phase: 'receive', by: 'proxy' } })[0]).toBe(
      'failed.proxyReceive',
    );
  });

  it('speaks of what still runs in the present', () => {
    expect(keys({ state: 'pending' })[0]).toBe('pending');
    expect(keys({ state: 'streaming' })[0]).toBe('streaming');
    expect(keys({ state: 'streaming', kind: 'eventsource' })[0]).toBe('openStream');
    expect(keys({ state: 'open', kind: 'websocket' })[0]).toBe('open');
    expect(keys({ status: 101, kind: 'websocket' })).toEqual(['closedSocket']);
  });

  it('says what is cut and what never came', () => {
    const cut = { sizeBytes: 50_000_000, keptBytes: 10_485_760, truncated: true, complete: false };
    const said = toHappening(sampleExchange({ responseBody: cut, requestBody: EMPTY_BODY }));
    expect(said.map((sentence) => sentence.key)).toEqual(
      expect.arrayContaining(['truncated.response', 'incomplete.response']),
    );
    expect(said.find((sentence) => sentence.key === 'truncated.response')?.values).toEqual({
      keptBytes: 10_485_760,
      sizeBytes: 50_000_000,
    });
  });

  it('does not call a body incomplete while it is still coming', () => {
    const coming = { sizeBytes: 500, keptBytes: 500, truncated: false, complete: false };
    expect(keys({ state: 'streaming', responseBody: coming })).not.toContain('incomplete.response');
  });

  it('falls back to what was asked for where nothing was sent on', () => {
    expect(upstreamName({ ...sampleExchange(), upstreamUrl: 'nonsense' })).toBe('nonsense');
    const { upstreamUrl: _, ...unsent } = sampleExchange();
    expect(upstreamName(unsent)).toBe('127.0.0.1:8888');
  });

  it('finds the longest phase', () => {
    expect(longestPhase(sampleExchange())).toEqual({ phase: 'wait', durationMs: 396 });
  });
});
