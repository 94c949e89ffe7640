import { describe, expect, it } from 'vitest';
import { nextTab, shownTab, toTabs } from './detail-tabs.ts';
import { sampleExchange } from './exchange-sample.ts';

describe('detail tabs', () => {
  it('shows a figure where there is one and marks empty tabs', () => {
    expect(toTabs(sampleExchange())).toEqual([
      { tab: 'overview', empty: false },
      { tab: 'headers', figure: '2', empty: false },
      { tab: 'payload', empty: false },
      { tab: 'response', figure: '486 B', empty: false },
      { tab: 'timing', figure: '412 ms', empty: false },
      { tab: 'logs', empty: true },
    ]);
    const joined = { logs: 7, warnings: 1, failures: 0, spans: 0, failedSpans: 0 };
    expect(toTabs(sampleExchange({ joined })).at(-1)).toEqual({ tab: 'logs', figure: '7', empty: false });
    expect(toTabs(sampleExchange({ url: 'http://h/a' }))[2]?.empty).toBe(true);
  });

  it('has messages only where there can be any', () => {
    const tabs = toTabs(sampleExchange({ kind: 'websocket', messagesIn: 52, messagesOut: 12 }));
    expect(tabs).toContainEqual({ tab: 'messages', figure: '64', empty: false });
    expect(shownTab(tabs, 'messages')).toBe('messages');
    expect(shownTab(toTabs(sampleExchange()), 'messages')).toBe('overview');
  });

  it('has no response for an upgraded connection', () => {
    const names = (status: number) => toTabs(sampleExchange({ kind: 'websocket', status })).map((look) => look.tab);
    expect(names(101)).not.toContain('response');
    expect(names(403)).toContain('response');
  });

  it('steps round', () => {
    const tabs = toTabs(sampleExchange());
    expect(nextTab(tabs, 'overview', -1)).toBe('logs');
    expect(nextTab(tabs, 'logs', 1)).toBe('overview');
    expect(nextTab(tabs, 'headers', 1)).toBe('payload');
  });
});
