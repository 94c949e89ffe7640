// Integration: odd requests and answers, sent to a server directly and through the built product, come out the same on both sides.
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createFolder, type TestFolder } from '../support/folder.ts';
import { startThroughline, type Throughline } from '../support/throughline.ts';
import { readMessage, type WireMessage } from '../support/wire-message.ts';

/** One row of the table. Heads are given without `Host` and the lines that every case has. */
interface Case {
  readonly name: string;
  readonly method?: string;
  readonly fields?: readonly string[];
  readonly content?: string;
  /** What the server writes, whole; then `end` says what it does with its connection. */
  readonly answer?: string;
  readonly end?: 'fin' | 'reset';
  /** The server answers when the head came, without waiting for the content. */
  readonly early?: boolean;
  /** The query, as it stands on the wire. */
  readonly query?: string;
}

const PLAIN = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';
const LATIN = 'HTTP/1.1 200 Tr\xe8s bien\r\nX-Name: Zo\xeb\r\nContent-Length: 2\r\n\r\nok';
const BINARY = Array.from({ length: 256 }, (_, byte) => String.fromCharCode(byte)).join('');
const chunked = (...chunks: readonly string[]) =>
  chunks.map((chunk) => `${chunk.length.toString(16)}\r\n${chunk}\r\n`).join('');
const answerOf = (start: string, fields: readonly string[], content: string) =>
  `HTTP/1.1 ${start}\r\n${fields.map((field) => `${field}\r\n`).join('')}\r\n${content}`;

const CASES: readonly Case[] = [
  { name: 'a plain answer' },
  { name: 'fields in order, with their case, twice', fields: ['x-b: 1', 'X-A: 2', 'X-a: 3', 'Accept: */*'] },
  { name: 'an empty field and one with blanks inside', fields: ['X-Empty:', 'X-Blank: a  b\tc'] },
  { name: 'bytes above ASCII in a field', fields: ['X-Name: Zo\xeb'], answer: LATIN },
  { name: 'several cookies', fields: ['Cookie: a=1', 'Cookie: b=2'] },
  { name: 'a query with anything in it', query: '?a=%2F/../;b=[]{}|^`"&c=%zz' },
  { name: 'a path with dots and double slashes', query: '/../x//y/./z' },
  {
    name: 'a range',
    fields: ['Range: bytes=0-1'],
    answer: answerOf('206 Partial Content', ['Content-Range: bytes 0-1/9', 'Content-Length: 2'], 'ab'),
  },
  {
    name: 'a conditional request',
    fields: ['If-None-Match: "x"'],
    answer: answerOf('304 Not Modified', ['ETag: "x"'], ''),
  },
  { name: 'a 304 that tells a length', answer: answerOf('304 Not Modified', ['Content-Length: 9'], '') },
  { name: 'a 204', answer: answerOf('204 No Content', ['X-A: b'], '') },
  { name: 'HEAD with a length', method: 'HEAD', answer: answerOf('200 OK', ['Content-Length: 99'], '') },
  { name: 'HEAD with chunks', method: 'HEAD', answer: answerOf('200 OK', ['Transfer-Encoding: chunked'], '') },
  {
    name: 'HEAD with content that may not be there',
    method: 'HEAD',
    answer: answerOf('200 OK', ['Content-Length: 2'], 'ok'),
  },
  { name: 'bytes after the content', answer: `${PLAIN}and more` },
  { name: 'an empty reason', answer: answerOf('200 ', ['Content-Length: 0'], '') },
  { name: 'an unusual reason and status', answer: answerOf('299 Quite "fine"; really', ['Content-Length: 0'], '') },
  { name: 'a status nobody registered', answer: answerOf('799 Odd', ['Content-Length: 1'], 'x') },
  {
    name: 'cookies in several fields',
    answer: answerOf(
      '200 OK',
      ['Set-Cookie: a=1', 'set-cookie: b=2; Path=/', 'SET-COOKIE: c=3', 'Content-Length: 0'],
      '',
    ),
  },
  { name: 'no date and no type', answer: answerOf('200 OK', ['Content-Length: 3'], 'abc') },
  {
    name: 'every byte there is',
    answer: answerOf('200 OK', ['Content-Length: 256', 'Content-Type: text/html'], BINARY),
  },
  {
    name: 'compressed content that is none',
    answer: answerOf('200 OK', ['Content-Encoding: br', 'Content-Length: 4'], 'nope'),
  },
  {
    name: 'a redirect to the server itself',
    answer: answerOf('302 Found', ['Location: /there?x=1', 'Content-Length: 0'], ''),
  },
  { name: 'chunks', answer: answerOf('200 OK', ['Transfer-Encoding: chunked'], `${chunked('abc', BINARY)}0\r\n\r\n`) },
  {
    name: 'chunks and trailers',
    answer: answerOf(
      '200 OK',
      ['Trailer: X-Sum', 'Transfer-Encoding: chunked'],
      `${chunked('abc')}0\r\nX-Sum: 1\r\nx-sum: 2\r\n\r\n`,
    ),
  },
  { name: 'no chunk at all', answer: answerOf('200 OK', ['Transfer-Encoding: chunked'], '0\r\n\r\n') },
  {
    name: 'content that ends with the connection',
    answer: answerOf('200 OK', ['Content-Type: text/plain'], 'until the end'),
    end: 'fin',
  },
  { name: 'an answer of HTTP/1.0', answer: 'HTTP/1.0 200 OK\r\nContent-Length: 2\r\n\r\nok', end: 'fin' },
  { name: 'a length that is never reached', answer: answerOf('200 OK', ['Content-Length: 9'], 'half'), end: 'fin' },
  { name: 'a length that a reset cuts off', answer: answerOf('200 OK', ['Content-Length: 9'], 'half'), end: 'reset' },
  { name: 'chunks that stop', answer: answerOf('200 OK', ['Transfer-Encoding: chunked'], chunked('abc')), end: 'fin' },
  {
    name: 'hints before the answer',
    answer: `HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\nlink: </b.js>\r\n\r\n${PLAIN}`,
  },
  {
    name: 'several interim answers',
    answer: `HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n${PLAIN}`,
  },
  {
    name: 'a POST with a length',
    method: 'POST',
    fields: ['Content-Type: x/y', 'Content-Length: 256'],
    content: BINARY,
  },
  {
    name: 'a POST in chunks with trailers',
    method: 'POST',
    fields: ['Trailer: X-Sum', 'Transfer-Encoding: chunked'],
    content: `${chunked('abc', 'defg')}0\r\nX-Sum: 7\r\n\r\n`,
  },
  { name: 'an empty POST', method: 'POST', fields: ['Content-Length: 0'] },
  { name: 'a GET with content', fields: ['Content-Length: 3'], content: 'abc' },
  { name: 'a DELETE with content', method: 'DELETE', fields: ['Content-Length: 3'], content: 'abc' },
  { name: 'OPTIONS without content', method: 'OPTIONS' },
  { name: 'a method of its own', method: 'M-SEARCH', fields: ['Content-Length: 1'], content: 'x' },
  { name: 'PROPFIND', method: 'PROPFIND', fields: ['Depth: 1', 'Content-Length: 4'], content: '<a/>' },
  {
    name: 'a large upload that is refused early',
    method: 'PUT',
    fields: ['Content-Length: 300000'],
    content: 'x'.repeat(300_000),
    answer: answerOf('413 Too Large', ['Content-Length: 3'], 'big'),
    early: true,
  },
  {
    name: 'a large upload that is answered early and taken whole',
    method: 'PUT',
    fields: ['Content-Length: 3000000'],
    content: 'y'.repeat(3_000_000),
    early: true,
  },
];

/** What came out at both ends. */
interface Outcome {
  readonly request: WireMessage | undefined;
  readonly answer: WireMessage | undefined;
}

let folder: TestFolder;
let server: Server;
let product: Throughline;
let direct: number;
/** What the server got for each case, growing; told of each change. */
const received = new Map<string, { text: string; tell: () => void }>();

beforeAll(async () => {
  folder = createFolder();
  server = createServer({ allowHalfOpen: true, noDelay: true }, serve).listen(0, '127.0.0.1');
  await once(server, 'listening');
  direct = (server.address() as AddressInfo).port;
  product = await startThroughline(
    ['--headless', '--port', '0', '--session', folder.at('s.tline'), '--target', `http://127.0.0.1:${direct}`],
    folder,
  );
});

afterAll(async () => {
  await product.stop();
  server.close();
  folder.remove();
});

/** Answers each request on a connection by the case that its path names. */
function serve(socket: Socket): void {
  let text = '';
  let answered = false;
  socket.on('error', () => socket.destroy());
  socket.on('end', () => socket.end());
  socket.on('data', (bytes: Buffer) => {
    text += bytes.toString('latin1');
    const message = readMessage(text, { request: true, connection: 'open' });
    const [, way = '', number = ''] = /\/(direct|product)\/(\d+)/.exec(text) ?? [];
    const wanted = CASES[Number(number)];
    if (!message || !wanted) return;
    const entry = received.get(`${way} ${number}`);
    if (entry) {
      entry.text = text;
      entry.tell();
    }
    if (!answered && (message.whole || wanted.early === true)) {
      answered = true;
      socket.write(Buffer.from(wanted.answer ?? PLAIN, 'latin1'), () => finish(socket, wanted.end));
    }
    if (!message.whole) return;
    text = '';
    answered = false;
  });
}

function finish(socket: Socket, end: Case['end']): void {
  if (end === 'fin') socket.end();
  // After what was written has left this process, so that it arrives before the reset.
  if (end === 'reset') setImmediate(() => socket.resetAndDestroy());
}

/** Sends a case one way, and gives what came out at both ends once nothing more can come. */
async function send(way: 'direct' | 'product', number: number, one: Case): Promise<Outcome> {
  const requestRules = { request: true, connection: 'open' } as const;
  const entry = { text: '', tell: (): void => undefined };
  received.set(`${way} ${number}`, entry);
  const whole = new Promise<void>((resolve) => {
    entry.tell = () => {
      if (readMessage(entry.text, requestRules)?.whole === true) resolve();
    };
  });
  const port = way === 'direct' ? direct : Number(new URL(product.ready.proxy).port);
  const { method = 'GET', fields = [], content = '', query = '' } = one;
  const lines = [`${method} /${way}/${number}${query} HTTP/1.1`, 'Host: h.test', ...fields, '', content].join('\r\n');
  const answer = await exchange(port, lines, method === 'HEAD');
  await whole;
  received.delete(`${way} ${number}`);
  return { request: readMessage(entry.text, requestRules), answer };
}

function exchange(port: number, request: string, head: boolean): Promise<WireMessage | undefined> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let text = '';
    const look = (connection: 'open' | 'ended' | 'reset'): void => {
      const message = readMessage(text, { request: false, head, connection });
      if (connection === 'open' && message?.whole !== true) return;
      resolve(message);
      // What is still unsent of the request goes out first.
      socket.end();
    };
    socket.on('data', (bytes: Buffer) => {
      text += bytes.toString('latin1');
      look('open');
    });
    socket.on('end', () => look('ended'));
    socket.on('error', () => look('reset'));
    socket.write(Buffer.from(request, 'latin1'));
  });
}

/** Fields that belong to one hop or tell of the browser, as ARCHITECTURE.md lists them. */
const OWN_FIELDS = /^(?:connection|keep-alive|forwarded|x-forwarded-(?:for|host|proto)|traceparent|x-request-id):/i;

/** The message without what is documented to change; blanks before a value are none of it (RFC 9112 section 5). */
function comparable(message: WireMessage | undefined) {
  if (!message) return undefined;
  const { framing, fields, start, ...rest } = message;
  const madeChunks = framing === 'close' ? ['Transfer-Encoding: chunked'] : [];
  return {
    ...rest,
    start: start.replace(/\/(?:direct|product)\//, '/way/').replace(/^HTTP\/1\.0/, 'HTTP/1.1'),
    framing: framing === 'close' ? 'chunks' : framing,
    fields: [
      ...fields.filter((field) => !OWN_FIELDS.test(field)).map((field) => field.replace(/:[ \t]*/, ': ')),
      ...madeChunks,
    ],
  };
}

test.each(CASES.map((one, number) => ({ ...one, number })))('$name', async (one) => {
  const straight = await send('direct', one.number, one);
  const through = await send('product', one.number, one);
  expect(straight.request?.whole).toBe(true);
  expect(comparable(through.request)).toEqual(comparable(straight.request));
  expect(comparable(through.answer)).toEqual(comparable(straight.answer));
});
