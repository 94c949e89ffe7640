import { describe, expect, it } from 'vitest';
import { dataOf, directionOf, isHeartbeat, labelOf } from './message-row.ts';
import { sampleEvent, sampleFrame } from './message-sample.ts';

describe('message rows', () => {
  it('labels a frame by opcode and an event by name', () => {
    expect([labelOf(sampleFrame(1)), labelOf(sampleEvent(1))]).toEqual(['text', 'order.created']);
    expect([directionOf(sampleFrame(1, { direction: 'out' })), directionOf(sampleEvent(1))]).toEqual(['out', 'in']);
  });

  it('shows code and reason of a close frame', () => {
    const close = sampleFrame(1, { opcode: 'close', preview: '03 e9', closeCode: 1001, closeReason: 'going away' });
    expect(dataOf(close)).toBe('1001 going away');
    expect(dataOf(sampleFrame(1, { opcode: 'close', preview: '' }))).toBe('');
  });

  it('takes pings and pongs for heartbeats', () => {
    expect(isHeartbeat(sampleFrame(1, { opcode: 'pong' }))).toBe(true);
    expect(isHeartbeat(sampleFrame(1))).toBe(false);
    expect(isHeartbeat(sampleEvent(1, { event: 'ping' }))).toBe(false);
  });
});
