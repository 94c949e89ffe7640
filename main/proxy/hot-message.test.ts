import { describe, expect, it } from 'vitest';
import {
  isEventName,
  isSockJs,
  refusesEvents,
  toHotText,
  toServerSentEvent,
  toSockJs,
  toTextFrame,
} from './hot-message.ts';

const event = { name: 'devlog', data: { level: 'info', message: 'hi' } };

describe('an event as a client understands it', () => {
  it.each([
    ['vite', { type: 'custom', event: 'devlog', data: event.data }],
    ['rspack', { type: 'custom', data: { event: 'devlog', data: event.data } }],
    ['webpack-dev-server', { type: 'devlog', action: 'devlog', data: event.data }],
    ['webpack-hot-middleware', { type: 'devlog', action: 'devlog', data: event.data }],
  ] as const)('%s', (dialect, message) => {
    expect(JSON.parse(toHotText(dialect, event))).toEqual(message);
    expect(refusesEvents(dialect)).toBeUndefined();
  });

  it.each(['next', 'parcel'] as const)('%s gets none', (dialect) => expect(refusesEvents(dialect)).toMatch(/client/));
});

it.each([
  'ok',
  'hot',
  'update',
  'sync',
  'close',
  'full-reload',
  'toString',
  '__proto__',
  '',
  '1',
  'a b',
  'x'.repeat(65),
])('takes no name that a client would act on or that is none: %j', (name) => expect(isEventName(name)).toBe(false));

it.each(['devlog', 'vue:devtools', 'a.b/c@1-x_y'])('takes the name %s', (name) => expect(isEventName(name)).toBe(true));

it.each([0, 125, 126, 65_535, 65_536])('frames a text of %d bytes whole, with its shortest length', (size) => {
  const frame = toTextFrame('x'.repeat(size));
  const header = size < 126 ? 2 : size < 65_536 ? 4 : 10;
  expect([frame[0], frame.length]).toEqual([0x81, header + size]);
  const length = header === 2 ? frame[1] : header === 4 ? frame.readUInt16BE(2) : Number(frame.readBigUInt64BE(2));
  expect(length).toBe(size);
});

it('writes a server-sent event in one line, and SockJS around what speaks it', () => {
  expect(toServerSentEvent(toHotText('webpack-hot-middleware', { name: 'a', data: 'x\ny\u2028' })).toString()).toMatch(
    /^data: [^\n\r]+\n\n$/,
  );
  expect(toSockJs('{"a":1}')).toBe('a["{\\"a\\":1}"]');
  expect([isSockJs('/ws/123/abcdefgh/websocket?x=/'), isSockJs('/ws'), isSockJs('/ws?/123/a/websocket')]).toEqual([
    ...[true, false, false],
  ]);
});
