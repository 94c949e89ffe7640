// Integration: a real WebSocket echo behind the recording command line: every frame both ways, in each mode of permessage-deflate.
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { type PerMessageDeflateOptions, WebSocket, WebSocketServer } from 'ws';
import { inspect } from '../support/inspect.ts';
import { startRecording } from '../support/recording.ts';

interface Seen {
  readonly direction: 'in' | 'out';
  readonly opcode: string;
  readonly size: number;
  readonly sha256: string;
}

interface InspectedFrame extends Record<string, unknown> {
  readonly direction: 'in' | 'out';
  readonly opcode: string;
  readonly size: number;
  readonly wireSize: number;
  readonly compressed: boolean;
  readonly text?: string;
  readonly base64?: string;
  readonly closeCode?: number;
  readonly closeReason?: string;
}

const MEGABYTES_3 = 3_000_000;
const CLOSE_CODE = 4001;
const CLOSE_REASON = 'enough – 够了';

/** Messages of each sort that the browser's side sends; the server sends each back. */
const MESSAGES: readonly (string | Buffer)[] = [
  'hello',
  '',
  '混合 mixed text ✓ '.repeat(50),
  randomBytes(700),
  JSON.stringify({ repeated: 'stock '.repeat(20_000) }),
  'long text '.repeat(MEGABYTES_3 / 10),
  randomBytes(MEGABYTES_3),
  'after the long ones',
];

const DEFLATE_MODES: readonly (readonly [string, PerMessageDeflateOptions | false])[] = [
  ['no compression', false],
  ['context takeover both ways', {}],
  ['no context takeover at the server', { serverNoContextTakeover: true }],
  ['no context takeover either way', { serverNoContextTakeover: true, clientNoContextTakeover: true }],
];

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const closers: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** Echoes messages as they came, pings once on connect, and notes the close it was given. */
async function startEcho(
  perMessageDeflate: PerMessageDeflateOptions | false,
): Promise<{ url: string; closed: Promise<[number, Buffer]> }> {
  const http = createServer();
  const server = new WebSocketServer({ server: http, perMessageDeflate, maxPayload: 2 * MEGABYTES_3 });
  const closed = new Promise<[number, Buffer]>((resolve) => {
    server.on('connection', (socket) => {
      socket.ping('are you there');
      socket.on('message', (data, isBinary) => socket.send(data, { binary: isBinary }));
      socket.on('close', (code, reason) => resolve([code, reason]));
    });
  });
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  closers.push(
    () => void server.close(),
    () => void http.close(),
  );
  return { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, closed };
}

/** Sends all messages one after another, each once the echo of the one before is back. */
async function converse(socket: WebSocket): Promise<Seen[]> {
  const seen: Seen[] = [];
  for (const message of MESSAGES) {
    const opcode = typeof message === 'string' ? 'text' : 'binary';
    const sent = Buffer.from(message);
    const answer = once(socket, 'message') as Promise<[Buffer, boolean]>;
    socket.send(message);
    const [received, isBinary] = await answer;
    seen.push({ direction: 'out', opcode, size: sent.length, sha256: sha256(sent) });
    seen.push({
      direction: 'in',
      opcode: isBinary ? 'binary' : 'text',
      size: received.length,
      sha256: sha256(received),
    });
  }
  return seen;
}

const toSeen = (frame: InspectedFrame): Seen => ({
  direction: frame.direction,
  opcode: frame.opcode,
  size: frame.size,
  sha256: sha256(frame.text === undefined ? Buffer.from(frame.base64 ?? '', 'base64') : Buffer.from(frame.text)),
});

it.each(DEFLATE_MODES)('shows every frame of an echo with %s', async (_name, mode) => {
  const echo = await startEcho(mode);
  const recording = await startRecording({ target: echo.url });
  closers.push(() => recording.kill());

  const socket = new WebSocket(recording.ready.proxy.replace('http', 'ws') + '/echo', {
    perMessageDeflate: mode,
    maxPayload: 2 * MEGABYTES_3,
  });
  const pinged = once(socket, 'ping') as Promise<[Buffer]>;
  await once(socket, 'open');
  expect((await pinged)[0].toString()).toBe('are you there');
  const ponged = once(socket, 'pong');
  socket.ping('from the client');
  await ponged;
  const seen = await converse(socket);
  socket.close(CLOSE_CODE, CLOSE_REASON);
  const [code, reason] = await echo.closed;
  expect([code, reason.toString()]).toEqual([CLOSE_CODE, CLOSE_REASON]);
  const closed = await recording.stop();
  expect(closed.dropped).toBe(0);

  const frames = await inspect<InspectedFrame[]>(recording.ready.session, 'frames');
  const messages = frames.filter((frame) => frame.opcode === 'text' || frame.opcode === 'binary');
  expect(messages.map(toSeen)).toEqual(seen);
  expect(messages.some((frame) => frame.compressed)).toBe(mode !== false);
  for (const direction of ['in', 'out'] as const) {
    const own = frames.filter((frame) => frame.direction === direction);
    expect(own.filter((frame) => frame.opcode === 'ping')).toHaveLength(1);
    expect(own.filter((frame) => frame.opcode === 'pong')).toHaveLength(1);
    expect(own.at(-1)).toMatchObject({ opcode: 'close', closeCode: CLOSE_CODE, closeReason: CLOSE_REASON });
  }
  const long = messages.find(
    (frame) => frame.opcode === 'text' && frame.size >= MEGABYTES_3 && frame.direction === 'out',
  );
  expect(long && long.wireSize < long.size).toBe(mode !== false);
});
