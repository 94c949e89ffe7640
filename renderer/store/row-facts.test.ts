import { describe, expect, it } from 'vitest';
import { kindGroup, KIND_GROUPS, rowBytes, rowFacts, splitUrl } from './row-facts.ts';
import { EXCHANGE_KINDS } from '../../main/model/exchange.ts';
import { sampleBody, sampleRow } from './row-sample.ts';

describe('splitUrl', () => {
  it.each([
    ['http://a.test/x/y?z=1#f', 'a.test', '/x/y', '?z=1'],
    ['https://a.test:8443', 'a.test:8443', '/', ''],
    ['ws://[::1]:5173/@hmr', '[::1]:5173', '/@hmr', ''],
    ['http://a.test?q', 'a.test', '/', '?q'],
    ['/only/path', '', '/only/path', ''],
  ])('%s', (url, host, path, search) => expect(splitUrl(url)).toEqual({ host, path, search }));
});

describe('rowBytes', () => {
  it('tells what passed on a socket, and the body of all else', () => {
    expect(rowBytes(sampleRow(1))).toBe(1_000);
    expect(rowBytes(sampleRow(1, { kind: 'websocket', responseBody: sampleBody(0), messageBytes: 7 }))).toBe(7);
  });
});

describe('rowFacts', () => {
  it('tells remote upstreams from those of this machine', () => {
    expect(rowFacts(sampleRow(1)).remote).toBe(false);
    for (const url of ['http://localhost:5173/', 'http://[::1]:80/', 'http://shop.localhost/'])
      expect(rowFacts(sampleRow(1, { upstreamUrl: url })).remote).toBe(false);
    expect(rowFacts(sampleRow(1, { upstreamUrl: 'https://rates.test/v2' }))).toMatchObject({
      remote: true,
      upstreamHost: 'rates.test',
    });
  });

  it('answers with the same object for the same row', () => {
    const row = sampleRow(1);
    expect(rowFacts(row)).toBe(rowFacts(row));
    expect(rowFacts(row).mime).toBe('application/json');
  });
});

describe('kindGroup', () => {
  it('gives every kind a group that has a chip', () => {
    for (const kind of EXCHANGE_KINDS) expect(KIND_GROUPS).toContain(kindGroup(kind));
  });
});
