import { describe, expect, it } from 'vitest';
import { exchangeDraft, inOrder, spanDraft } from './trace-draft.ts';
import { sampleExchange, sampleSpan } from './trace-sample.ts';

describe('a span’s row', () => {
  it.each([
    [{ kind: 'client' as const, attributes: { 'db.system': 'redis' } }, 'redis'],
    [
      { kind: 'client' as const, attributes: { 'db.system.name': 'postgresql', 'db.system': 'postgres' } },
      'postgresql',
    ],
    [{ kind: 'producer' as const, attributes: { 'messaging.system': 'kafka' } }, 'kafka'],
    [{ kind: 'internal' as const, attributes: { 'db.system': 'redis' } }, 'api'],
    [{ kind: 'client' as const, attributes: { 'db.system': 7 } }, 'api'],
  ])('%j is shown under %s', (more, service) => {
    expect(spanDraft(sampleSpan(1, 0, 1, more)).service).toBe(service);
  });

  it.each([
    [{ 'host.name': 'box', 'service.instance.id': 'i' }, 'host.name box'],
    [{ 'service.instance.id': 'i' }, 'service.instance.id i'],
    [{ 'host.name': '' }, 'service api'],
  ])('%j goes by the clock of %s', (resource, clock) => {
    expect(spanDraft(sampleSpan(1, 0, 1, { resource })).clock).toBe(clock);
  });
});

describe('an exchange’s row', () => {
  it('goes on until it is done, and fails with its answer', () => {
    expect(exchangeDraft(sampleExchange({ state: 'open' }))).toMatchObject({ running: true, failed: false });
    expect(exchangeDraft(sampleExchange({ status: 503 }))).toMatchObject({ running: false, failed: true });
    expect(exchangeDraft(sampleExchange({ status: 404 })).failed).toBe(false);
  });
});

it('lists parents before their children', () => {
  const [a, b, c] = [1, 2, 3].map((n) => spanDraft(sampleSpan(n, 0, 1)));
  if (!a || !b || !c) throw new Error('three');
  a.children.push(b);
  b.children.push(c);
  expect(inOrder([a]).map(({ id }) => id)).toEqual([a, b, c].map(({ id }) => id));
});
