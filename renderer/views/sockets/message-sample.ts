// Test support: frames and events to vary.
import type { EventRow, FrameRow } from '../../../main/model/message.ts';

export function sampleFrame(id: number, change: Partial<FrameRow> = {}): FrameRow {
  return {
    id: String(id),
    exchangeId: '7',
    at: 1_762_264_993_000 + id * 100,
    direction: 'in',
    opcode: 'text',
    sizeBytes: 57,
    wireBytes: 41,
    compressed: true,
    preview: '{"type":"stock","left":39}',
    truncated: false,
    ...change,
  };
}

export function sampleEvent(id: number, change: Partial<EventRow> = {}): EventRow {
  return {
    id: String(id),
    exchangeId: '8',
    at: 1_762_264_993_000 + id * 100,
    event: 'order.created',
    preview: '{"order":9131}',
    sizeBytes: 14,
    truncated: false,
    ...change,
  };
}

/** A ping and the pong that answers it. */
export function heartbeat(id: number, answerMs: number): readonly FrameRow[] {
  const ping = sampleFrame(id, {
    opcode: 'ping',
    direction: 'out',
    compressed: false,
    sizeBytes: 0,
    wireBytes: 6,
    preview: '',
  });
  const pong = sampleFrame(id + 1, {
    opcode: 'pong',
    direction: 'in',
    compressed: false,
    sizeBytes: 0,
    wireBytes: 2,
    preview: '',
  });
  return [ping, { ...pong, at: ping.at + answerMs }];
}
