import { expect, test } from 'vitest';
import type { HeaderList } from '../model/headers.ts';
import type { Recorded } from '../model/recorded.ts';
import { MessageStream } from './message-stream.ts';
import { SessionBudget } from './session-budget.ts';

const WEBSOCKET: HeaderList = [['upgrade', ' WebSocket ']];
const EVENTS: HeaderList = [['Content-Type', 'text/event-stream;charset=utf-8']];

function start(): { stream: MessageStream; emitted: Recorded[] } {
  const emitted: Recorded[] = [];
  let id = 0;
  const nextId = (): string => String(++id);
  const stream = new MessageStream('7', {
    budget: new SessionBudget({ bodyBytes: 1_000, sessionBytes: 1_000 }),
    emit: (recorded) => emitted.push(recorded),
    nextFrameId: nextId,
    nextEventId: nextId,
  });
  return { stream, emitted };
}

const frame = (hex: string, direction: 'in' | 'out' = 'in') => ({
  type: 'socket-chunk' as const,
  exchange: 7,
  at: 5,
  direction,
  sizeBytes: hex.length / 2,
  bytes: Buffer.from(hex, 'hex'),
});
const piece = (text: string) => ({
  type: 'chunk' as const,
  exchange: 7,
  at: 5,
  side: 'response' as const,
  sizeBytes: text.length,
  bytes: Buffer.from(text),
});

test('before anything is open, and on an ordinary answer, there are no messages', () => {
  const { stream, emitted } = start();
  stream.openBody([['Content-Type', 'text/plain']]);
  stream.bodyChunk(piece('data: x\n\n'));
  expect(stream.socketChunk(frame('810161'))).toBe(false);
  stream.closed('client', true);
  expect(emitted).toEqual([]);
  expect(stream.isOpen).toBe(false);
  expect(stream.part()).toEqual({ messagesIn: 0, messagesOut: 0, messageBytes: 0, marks: [] });
});

test('only an upgrade to WebSocket makes frames', () => {
  const { stream } = start();
  expect(stream.openSocket([['Upgrade', 'h2c']])).toBe(false);
  expect(stream.openSocket([])).toBe(false);
  expect(stream.openSocket(WEBSOCKET)).toBe(true);
  expect(stream.isOpen).toBe(true);
});

test('the first close frame says who closed, the answer to it does not', () => {
  const { stream } = start();
  stream.openSocket(WEBSOCKET);
  stream.socketChunk(frame('880203e9', 'out'));
  stream.socketChunk(frame('880203e8', 'in'));
  stream.closed('upstream', false);
  expect(stream.part()).toMatchObject({ close: { code: 1001, by: 'client' }, messagesIn: 1, messagesOut: 1 });
});

test('bytes of a direction that can’t be read are counted as dropped, one a chunk', () => {
  const { stream, emitted } = start();
  stream.openSocket(WEBSOCKET);
  stream.socketChunk(frame('f000'));
  stream.socketChunk(frame('810161'));
  stream.socketChunk(frame('810161'));
  stream.socketChunk(frame('810162', 'out'));
  expect(emitted.map(({ kind }) => kind)).toEqual(['dropped', 'dropped', 'frame']);
  expect(stream.part().undecoded).toHaveLength(1);
});

test('events count as received, and a whole stream was ended by its sender', () => {
  const { stream, emitted } = start();
  stream.openBody(EVENTS);
  stream.bodyChunk(piece('data: x\n\n'));
  stream.bodyChunk({ ...piece(''), sizeBytes: 0 });
  stream.closed('client', true);
  expect(emitted).toMatchObject([{ kind: 'event', record: { id: '1', exchangeId: '7', at: 5 }, data: 'x' }]);
  expect(stream.part()).toEqual({
    messagesIn: 1,
    messagesOut: 0,
    messageBytes: 0,
    marks: [5],
    close: { by: 'upstream' },
  });
});

test('a stream that ends without word on who ended it has none', () => {
  const { stream } = start();
  stream.openBody(EVENTS);
  stream.closed(undefined, false);
  expect(stream.part()).not.toHaveProperty('close');
});
