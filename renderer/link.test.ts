import { describe, expect, it, vi } from 'vitest';
import type { FeedMessage, WorkspaceState } from '../main/model/protocol.ts';
import { connectLink, RETRY_DELAYS_MS, type LinkListener } from './link.ts';
import { sampleWorkspace } from './store/row-sample.ts';

type Events = Parameters<Parameters<typeof connectLink>[1]>[0];

function setUp() {
  const sent: string[] = [];
  const log: string[] = [];
  const fed: FeedMessage[] = [];
  const delays: number[] = [];
  let retry: () => void = () => undefined;
  let events: Events | undefined;
  let connections = 0;
  const listener: LinkListener = {
    feed: (messages) => fed.push(...messages),
    state: (state) => log.push(state),
    opened: () => log.push('opened'),
  };
  const link = connectLink(
    listener,
    (given) => {
      events = given;
      connections += 1;
      return { send: (text) => sent.push(text), close: () => log.push('closed') };
    },
    (run, delayMs) => {
      delays.push(delayMs);
      retry = run;
      return () => log.push('retry cancelled');
    },
  );
  return { link, sent, log, fed, delays, retry: () => retry(), events: () => events!, connections: () => connections };
}

describe('connectLink', () => {
  it('asks the host in JSON text and takes its answer', async () => {
    const { link, sent, events } = setUp();
    events().open();
    const answer = link.host.subscribe();
    const asked = JSON.parse(sent[0]!) as { i: string; m: string };
    expect(asked.m).toBe('subscribe');
    events().text(JSON.stringify({ t: 's', i: asked.i, r: sampleWorkspace() }));
    await expect(answer).resolves.toMatchObject({ name: 'shop.tline' } satisfies Partial<WorkspaceState>);
  });

  it('passes on what the host feeds', async () => {
    const { fed, events } = setUp();
    events().text(JSON.stringify({ t: 'q', m: 'feed', a: [[{ type: 'ready', seq: 3 }]] }));
    await vi.waitFor(() => expect(fed).toEqual([{ type: 'ready', seq: 3 }]));
  });

  it('says when the host is gone, rejects what waits, and tries again with growing waits', async () => {
    const { link, log, delays, retry, events, connections } = setUp();
    events().open();
    const waiting = link.host.startPage();
    const outcome = expect(waiting).rejects.toThrow();
    events().gone();
    await outcome;
    expect(log).toEqual(['opened', 'lost']);
    for (let i = 0; i < RETRY_DELAYS_MS.length + 1; i += 1) {
      retry();
      events().gone();
    }
    expect(connections()).toBe(RETRY_DELAYS_MS.length + 2);
    expect(delays).toEqual([...RETRY_DELAYS_MS, RETRY_DELAYS_MS.at(-1), RETRY_DELAYS_MS.at(-1)]);
  });

  it('starts its waits over once the host was there', () => {
    const { delays, retry, events } = setUp();
    events().gone();
    retry();
    events().open();
    events().gone();
    expect(delays).toEqual([RETRY_DELAYS_MS[0], RETRY_DELAYS_MS[0]]);
  });

  it('does not come back after it was closed', () => {
    const { link, delays, events, log } = setUp();
    link.close();
    events().gone();
    expect(delays).toEqual([]);
    expect(log).toContain('closed');
  });
});
