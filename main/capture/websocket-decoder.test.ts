import { randomBytes } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import * as ws from 'ws';
import type { UndecodedStream } from '../model/exchange.ts';
import type { Direction } from '../model/message.ts';
import { parseDeflateAgreement } from './permessage-deflate.ts';
import { SessionBudget } from './session-budget.ts';
import { MAX_INFLATED_BYTES, WebSocketDecoder, type DecodedFrame } from './websocket-decoder.ts';

interface Run {
  readonly decoder: WebSocketDecoder;
  readonly frames: DecodedFrame[];
  readonly stops: UndecodedStream[];
}

function start(
  options: { extensions?: string; direction?: Direction; bodyBytes?: number; sessionBytes?: number } = {},
): Run {
  const { extensions = '', direction = 'in', bodyBytes = 10_000_000, sessionBytes = 100_000_000 } = options;
  const frames: DecodedFrame[] = [];
  const stops: UndecodedStream[] = [];
  const deflate = parseDeflateAgreement(extensions);
  const decoder = new WebSocketDecoder({
    direction,
    ...(deflate && { deflate }),
    budget: new SessionBudget({ bodyBytes, sessionBytes }),
    frame: (frame) => frames.push(frame),
    stopped: (reason) => stops.push(reason),
  });
  return { decoder, frames, stops };
}

const words = (frames: DecodedFrame[]): string[] =>
  frames.map(
    ({ row, payload }) => `${row.opcode} ${Buffer.from(payload).toString()} ${row.sizeBytes}/${row.wireBytes}`,
  );

const DEFLATE = 'permessage-deflate';

/** RFC 6455 section 5.7 and RFC 7692 section 7.2.3, and what may lie between. */
const PLAYBOOK: [name: string, hex: string, extensions: string, expected: string[]][] = [
  ['text', '810548656c6c6f', '', ['text Hello 5/7']],
  ['masked text', '818537fa213d7f9f4d5158', '', ['text Hello 5/11']],
  ['fragments', '010348656c80026c6f', '', ['text Hello 5/9']],
  ['ping within fragments', '010348656c 8902 6869 80026c6f', '', ['ping hi 2/4', 'text Hello 5/9']],
  ['compressed', 'c107f248cdc9c90700', DEFLATE, ['text Hello 5/9']],
  ['compressed fragments', '4103f248cd 8004c9c90700', DEFLATE, ['text Hello 5/11']],
  ['shared window', 'c107f248cdc9c90700 c105f200110000', DEFLATE, ['text Hello 5/9', 'text Hello 5/7']],
  ['plain among compressed', 'c107f248cdc9c90700 8105576f726c64', DEFLATE, ['text Hello 5/9', 'text World 5/7']],
  ['pong in compressed fragments', '4103f248cd 8a00 8004c9c90700', DEFLATE, ['pong  0/2', 'text Hello 5/11']],
  ['empty', '8100 8200', '', ['text  0/2', 'binary  0/2']],
  ['empty compressed', 'c10100', DEFLATE, ['text  0/3']],
];

test.each(PLAYBOOK)('%s, cut at every place', (_name, hex, extensions, expected) => {
  const bytes = Buffer.from(hex.replaceAll(' ', ''), 'hex');
  for (let cut = 0; cut <= bytes.length; cut++) {
    const { decoder, frames, stops } = start({ extensions });
    decoder.push(bytes.subarray(0, cut), 1);
    decoder.push(bytes.subarray(cut), 2);
    decoder.end();
    expect(words(frames)).toEqual(expected);
    expect(stops).toEqual([]);
    expect(frames.every(({ row }) => !row.truncated)).toBe(true);
  }
});

test('a frame’s instant is that of its last byte, and compression is told', () => {
  const { decoder, frames } = start({ extensions: DEFLATE, direction: 'out' });
  decoder.push(Buffer.from('c107f248', 'hex'), 1);
  decoder.push(Buffer.from('cdc9c907008101', 'hex'), 2);
  decoder.push(Buffer.from('61', 'hex'), 3);
  expect(frames.map(({ row }) => row)).toMatchObject([
    { at: 2, direction: 'out', compressed: true, preview: 'Hello' },
    { at: 3, direction: 'out', compressed: false, preview: 'a' },
  ]);
  decoder.end();
});

test.each([
  ['8807 03e8 68656c6c6f', { closeCode: 1000, closeReason: 'hello', preview: '1000 hello' }],
  ['8802 0fa0', { closeCode: 4000, closeReason: '', preview: '4000' }],
  ['8800', { preview: '' }],
  ['8801 03', { preview: '' }],
])('close frame %s', (hex, expected) => {
  const { decoder, frames } = start();
  decoder.push(Buffer.from(hex.replaceAll(' ', ''), 'hex'), 1);
  expect(frames[0]?.row).toMatchObject({ opcode: 'close', ...expected });
  expect('closeCode' in (frames[0]?.row ?? {})).toBe('closeCode' in expected);
});

test('previews: text as text, all else as hex', () => {
  const { decoder, frames } = start();
  decoder.push(Buffer.from('8203 00ff10 8901 61'.replaceAll(' ', ''), 'hex'), 1);
  expect(frames.map(({ row }) => row.preview)).toEqual(['00 ff 10', '61']);
});

test.each([
  ['a reserved opcode', '8300', '', 'websocket-reserved-opcode'],
  ['a reserved control opcode', '8b00', '', 'websocket-reserved-opcode'],
  ['RSV1 without an agreement', 'c100', '', 'websocket-reserved-bits'],
  ['RSV2', 'a100', DEFLATE, 'websocket-reserved-bits'],
  ['RSV1 on a control frame', 'c900', DEFLATE, 'websocket-reserved-bits'],
  ['RSV1 on a continuation', '0101 61 c000', DEFLATE, 'websocket-reserved-bits'],
  ['a control frame in fragments', '0900', '', 'websocket-control-frame'],
  ['a long control frame', '897e0080', '', 'websocket-control-frame'],
  ['a fragment of nothing', '8000', '', 'websocket-fragments'],
  ['a message within a message', '010161 8100', '', 'websocket-fragments'],
  ['a length beyond belief', '827fffffffffffffffff', '', 'websocket-length'],
  ['what is no deflate data', 'c104ffffffff', DEFLATE, 'websocket-deflate'],
])('%s ends the direction with a reason and leaves what came before', (_name, hex, extensions, code) => {
  const bytes = Buffer.from(`81026f6b${hex.replaceAll(' ', '')}810161`, 'hex');
  for (let cut = 0; cut <= bytes.length; cut++) {
    const { decoder, frames, stops } = start({ extensions });
    decoder.push(bytes.subarray(0, cut), 5);
    decoder.push(bytes.subarray(cut), 5);
    decoder.end();
    expect(decoder.stopped).toBe(true);
    expect(stops).toMatchObject([{ code, at: 5, direction: 'in' }]);
    expect(words(frames)[0]).toBe('text ok 2/4');
    expect(frames.slice(1).every(({ row }) => row.truncated)).toBe(true);
  }
});

test('a gap ends the direction; the message it tore is given as far as it came', () => {
  const { decoder, frames, stops } = start();
  decoder.push(Buffer.from('810548656c', 'hex'), 1);
  decoder.gap(2);
  decoder.push(Buffer.from('6c6f', 'hex'), 3);
  decoder.end();
  expect(frames).toMatchObject([{ row: { truncated: true, sizeBytes: 3, wireBytes: 5, preview: 'Hel' } }]);
  expect(stops).toMatchObject([{ code: 'websocket-gap', at: 2 }]);
});

test('a message that the transport’s end tore is given as far as it came, once', () => {
  const { decoder, frames, stops } = start();
  decoder.push(Buffer.from('010348656c', 'hex'), 1);
  decoder.end();
  decoder.end();
  expect(frames).toMatchObject([{ row: { truncated: true, opcode: 'text', preview: 'Hel' } }]);
  expect(stops).toEqual([]);
});

test('a payload above its budget keeps its head, counts all, and does not harm the next', () => {
  const { decoder, frames } = start({ extensions: DEFLATE, bodyBytes: 10, sessionBytes: 15 });
  const long = deflateRawSync('abcdefghij'.repeat(10_000), { finishFlush: 2 }).subarray(0, -4);
  decoder.push(Buffer.concat([Buffer.from([0xc1, 126, long.length >> 8, long.length & 255]), long]), 1);
  decoder.push(Buffer.from('8107 61626364656667 8101 7a'.replaceAll(' ', ''), 'hex'), 2);
  expect(frames.map(({ row, payload }) => [row.sizeBytes, payload.byteLength, row.truncated])).toEqual([
    [100_000, 10, true],
    [7, 5, true],
    [1, 0, true],
  ]);
  decoder.end();
});

test('a message that inflates without measure ends the direction', () => {
  const { decoder, frames, stops } = start({ extensions: DEFLATE, bodyBytes: 10 });
  const bomb = deflateRawSync(Buffer.alloc(16 * 1024 * 1024), { finishFlush: 2 });
  decoder.push(Buffer.from('42' + '7f' + '0000000010000000', 'hex'), 1);
  for (let i = 0; i <= MAX_INFLATED_BYTES / (16 * 1024 * 1024); i++) decoder.push(bomb, 2);
  expect(stops).toMatchObject([{ code: 'websocket-inflated-size' }]);
  expect(frames).toMatchObject([{ row: { truncated: true } }]);
  expect(frames[0]?.payload.byteLength).toBe(10);
});

test('noise never throws and never gives more than it has', () => {
  for (let round = 0; round < 500; round++) {
    const { decoder, frames } = start({ extensions: round % 2 === 0 ? DEFLATE : '' });
    const noise = randomBytes(200);
    if (round % 4 < 2) noise[0] = [0x81, 0xc1, 0x82, 0x01][round % 4] ?? 0x81;
    decoder.push(noise, 1);
    decoder.end();
    expect(frames.every(({ row, payload }) => payload.byteLength <= row.sizeBytes)).toBe(true);
  }
});

/** What ws exports beside its types. */
interface Deflater {
  accept(offers: readonly Record<string, readonly unknown[]>[]): unknown;
  cleanup(): void;
}
interface Sending {
  send(data: Buffer, options: Record<string, boolean>, done: () => void): void;
  ping(data: Buffer, mask: boolean, done: () => void): void;
}
const { PerMessageDeflate, Sender } = ws as unknown as {
  PerMessageDeflate: new (options: Record<string, unknown>) => Deflater;
  Sender: new (socket: unknown, extensions: Record<string, Deflater>) => Sending;
};

/** Sends messages through ws's own sender and gives the bytes it put on its socket. */
async function wireOf(
  messages: readonly Buffer[],
  direction: Direction,
  agreement: readonly string[],
): Promise<Buffer> {
  const wire: Buffer[] = [];
  const socket = {
    cork: () => undefined,
    uncork: () => undefined,
    write: (bytes: Buffer, done?: () => void) => {
      wire.push(Buffer.from(bytes));
      done?.();
    },
  };
  const deflater = new PerMessageDeflate({
    isServer: direction === 'in',
    threshold: 0,
    serverNoContextTakeover: agreement.includes('server_no_context_takeover'),
    clientNoContextTakeover: agreement.includes('client_no_context_takeover'),
  });
  const offer: Record<string, readonly unknown[]> = {};
  for (const parameter of agreement) {
    const [name = '', value = true] = parameter.split('=');
    offer[name] = [value];
  }
  deflater.accept([offer]);
  const sender = new Sender(socket, { 'permessage-deflate': deflater });
  const mask = direction === 'out';
  for (const [index, message] of messages.entries()) {
    const options = { binary: true, mask, fin: true, compress: index % 4 !== 3 };
    await new Promise<void>((resolve) => sender.send(message, options, resolve));
    if (index % 3 === 0) await new Promise<void>((resolve) => sender.ping(Buffer.from('p'), mask, resolve));
  }
  deflater.cleanup();
  return Buffer.concat(wire);
}

const MESSAGES = [
  Buffer.from('hello hello hello'),
  Buffer.from('hello hello hello'),
  randomBytes(3_000_000),
  Buffer.from('plain'),
  Buffer.alloc(3_000_000, 'chair table lamp '),
  Buffer.alloc(0),
  Buffer.concat([randomBytes(40_000), Buffer.alloc(40_000, 'x')]),
  Buffer.from('last'),
  Buffer.from('hello hello hello'),
];

const AGREEMENTS = [
  [],
  ['server_no_context_takeover'],
  ['client_no_context_takeover'],
  ['server_no_context_takeover', 'client_no_context_takeover'],
  ['server_max_window_bits=9', 'client_max_window_bits=10'],
];

test.each(AGREEMENTS.flatMap((agreement) => [['out', agreement] as const, ['in', agreement] as const]))(
  'what ws sends %s with %j is read byte for byte',
  async (direction, agreement) => {
    const wire = await wireOf(MESSAGES, direction, agreement);
    const { decoder, frames, stops } = start({ extensions: [DEFLATE, ...agreement].join('; '), direction });
    for (let offset = 0, size = 1; offset < wire.length; offset += size, size = ((size * 7) % 65_537) + 1) {
      decoder.push(wire.subarray(offset, offset + size), 1);
    }
    decoder.end();
    expect(stops).toEqual([]);
    const messages = frames.filter(({ row }) => row.opcode === 'binary');
    expect(messages.map(({ payload }, index) => MESSAGES[index]?.equals(payload))).toEqual(MESSAGES.map(() => true));
    expect(messages.map(({ row }) => row.compressed)).toContain(true);
    expect(frames.filter(({ row }) => row.opcode === 'ping')).toHaveLength(3);
    expect(frames.reduce((total, { row }) => total + row.wireBytes, 0)).toBe(wire.length);
  },
);
