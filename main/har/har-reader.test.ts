import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import type { Recorded } from '../model/recorded.ts';
import { putAction, putError, putHmr, putLog, putPage, TRACED } from '../store/fixtures/records.ts';
import { type HarWarning, readHar } from './har-reader.ts';
import { writeHar } from './har-writer.ts';
import { MemorySession } from './test/memory-session.ts';
import { sampleExchange, wordsOf } from './test/sample-exchange.ts';

let folder: string;
let warnings: HarWarning[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'har-reader-'));
  warnings = [];
});
afterEach(() => rm(folder, { recursive: true }));

async function readText(text: string | Buffer): Promise<Recorded[]> {
  const path = join(folder, 'in.har');
  await writeFile(path, text);
  const words: Recorded[] = [];
  for await (const word of readHar(path, (warning) => warnings.push(warning))) words.push(word);
  return words;
}

const readEntries = (entries: readonly unknown[]): Promise<Recorded[]> =>
  readText(JSON.stringify({ log: { version: '1.2', creator: { name: 'x', version: '1' }, entries } }));

function exchangesOf(words: readonly Recorded[]): Exchange[] {
  return words.flatMap((word) => (word.kind === 'exchange' ? [word.record] : []));
}

function bodyOf(words: readonly Recorded[], side: 'request' | 'response'): string {
  const parts = words.flatMap((word) => (word.kind === 'body' && word.side === side ? [word.bytes] : []));
  return Buffer.concat(parts).toString('latin1');
}

const header = (name: string, value: string) => ({ name, value });

const CHROME = {
  startedDateTime: '2026-01-02T03:04:05.678Z',
  time: 12.5,
  request: {
    ...{ method: 'POST', url: 'https://h.test/api?x=1', httpVersion: 'http/2.0', headersSize: -1, bodySize: 7 },
    headers: [header(':authority', 'h.test'), header('content-type', 'application/json')],
    queryString: [header('x', '1')],
    cookies: [],
    postData: { mimeType: 'application/json', text: '{"a":1}' },
  },
  response: {
    ...{ status: 201, statusText: '', httpVersion: 'http/2.0', redirectURL: '', headersSize: -1, bodySize: -1 },
    headers: [
      header('content-encoding', 'br'),
      header('set-cookie', 'a=1\nb=2'),
      header('content-type', 'application/json'),
    ],
    cookies: [],
    content: { size: 11, mimeType: 'application/json', text: '{"ok":"yé"}' },
    _transferSize: 321,
    _error: null,
  },
  cache: {},
  timings: { blocked: 1, dns: 0.5, connect: 5, ssl: 3, send: 0.5, wait: 4, receive: 1.5, _blocked_queueing: 0.2 },
  serverIPAddress: '[::1]',
  connection: '4321',
  _resourceType: 'xhr',
  _priority: 'High',
};

describe('HARs of other programs', () => {
  it("reads Chrome's entries", async () => {
    const words = await readEntries([CHROME]);
    const [exchange] = exchangesOf(words);
    expect(exchange).toMatchObject({
      ...{ id: '1', startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678), method: 'POST', url: 'https://h.test/api?x=1' },
      ...{ httpVersion: 'HTTP/2', status: 201, statusText: '', kind: 'fetch', state: 'done' },
      timings: { blocked: 1, dns: 0.5, connect: 2, tls: 3, send: 0.5, wait: 4, receive: 1.5, total: 12.5 },
      connection: { id: '4321', reused: false, remoteAddress: '[::1]' },
      requestBody: { sizeBytes: 7, keptBytes: 7, truncated: false, complete: true, contentType: 'application/json' },
      responseBody: {
        sizeBytes: 321,
        keptBytes: 12,
        truncated: false,
        complete: true,
        contentType: 'application/json',
      },
    });
    expect(exchange!.responseHeaders).toEqual([
      ['content-encoding', 'br'],
      ['set-cookie', 'a=1'],
      ['set-cookie', 'b=2'],
      ['content-type', 'application/json'],
    ]);
    expect(exchange!.responseBody.encoding).toBeUndefined();
    expect(bodyOf(words, 'request')).toBe('{"a":1}');
    expect(bodyOf(words, 'response')).toBe(Buffer.from('{"ok":"yé"}').toString('latin1'));
    expect(warnings).toEqual([]);
  });

  it("reads Chrome's WebSocket messages", async () => {
    const socket = {
      ...CHROME,
      request: { ...CHROME.request, url: 'wss://h.test/ws', method: 'GET', postData: undefined },
      response: { ...CHROME.response, status: 101, content: { size: 0, mimeType: 'x-unknown' } },
      _resourceType: 'websocket',
      _webSocketMessages: [
        { type: 'send', time: 1767323045.5, opcode: 1, data: 'hé' },
        { type: 'receive', time: 1767323046, opcode: 2, data: 'AAH/' },
        { type: 'error', time: 1767323046 },
      ],
    };
    const words = await readEntries([socket]);
    expect(exchangesOf(words)).toMatchObject([
      {
        kind: 'websocket',
        messagesIn: 2,
        messagesOut: 1,
        messageBytes: 16,
        marks: [1767323045500, 1767323046000, 1767323046000],
      },
    ]);
    const frames = words.flatMap((word) => (word.kind === 'frame' ? [word] : []));
    expect(frames.map(({ record }) => record)).toMatchObject([
      {
        id: '1',
        exchangeId: '1',
        at: 1767323045500,
        direction: 'out',
        opcode: 'text',
        sizeBytes: 3,
        wireBytes: 9,
        preview: 'hé',
      },
      { id: '2', direction: 'in', opcode: 'binary', sizeBytes: 3, wireBytes: 5, preview: '00 01 ff' },
      { id: '3', direction: 'in', opcode: 'text', sizeBytes: 0 },
    ]);
    expect([...frames[1]!.payload]).toEqual([0, 1, 255]);
  });

  it("reads Chrome's event stream messages", async () => {
    const stream = {
      ...CHROME,
      _resourceType: 'eventsource',
      _eventSourceMessages: [
        { time: 1767323046.25, eventName: 'tick', eventId: '5', data: '{"n":1}' },
        { time: 1767323047, eventName: '', eventId: '', data: 'x' },
      ],
    };
    const words = await readEntries([stream]);
    expect(words.flatMap((word) => (word.kind === 'event' ? [{ ...word.record, data: word.data }] : []))).toEqual([
      {
        ...{ id: '1', exchangeId: '1', at: 1767323046250, event: 'tick', lastEventId: '5', sizeBytes: 7 },
        ...{ truncated: false, preview: '{"n":1}', data: '{"n":1}' },
      },
      {
        id: '2',
        exchangeId: '1',
        at: 1767323047000,
        event: 'message',
        sizeBytes: 1,
        truncated: false,
        preview: 'x',
        data: 'x',
      },
    ]);
  });

  it("reads Firefox's base64 bodies, form fields without text and times with an offset", async () => {
    const words = await readEntries([
      {
        startedDateTime: '2026-01-02T05:04:05.678+02:00',
        request: {
          ...{ method: 'POST', url: 'http://h/f', httpVersion: 'HTTP/1.1', bodySize: 9 },
          headers: [header('Sec-Fetch-Dest', 'empty')],
          postData: {
            mimeType: 'application/x-www-form-urlencoded',
            params: [header('a', '1 2'), header('b', 'é')],
            text: '',
          },
        },
        response: {
          ...{ status: 200, statusText: 'OK', httpVersion: 'HTTP/1.1', bodySize: 3 },
          headers: [],
          content: { mimeType: 'image/png', size: 3, encoding: 'base64', text: 'AAH/' },
        },
        timings: { blocked: 0, dns: 0, connect: 0, ssl: 0, send: 0, wait: 9, receive: 0 },
        time: 9,
        _securityState: 'insecure',
      },
    ]);
    expect(exchangesOf(words)).toMatchObject([{ startedAt: Date.UTC(2026, 0, 2, 3, 4, 5, 678), kind: 'fetch' }]);
    expect(bodyOf(words, 'request')).toBe('a=1+2&b=%C3%A9');
    expect(bodyOf(words, 'response')).toBe('\x00\x01\xff');
  });

  it("reads Safari's and Charles' entries with fields left out", async () => {
    const words = await readEntries([
      {
        startedDateTime: '2026-01-02T03:04:05Z',
        request: { method: 'GET', url: 'http://h/a.css', httpVersion: '', headers: [], bodySize: 0 },
        response: {
          ...{ status: 200, statusText: 'OK', httpVersion: 'h2', headers: [], bodySize: 500 },
          content: { size: 900, compression: 400, mimeType: 'text/css; charset=utf-8' },
        },
        time: 30,
      },
      { startedDateTime: 'now', request: { url: 'http://h/b', headers: 'none' }, response: null, timings: null },
      {
        startedDateTime: '2026-01-02T03:04:06Z',
        time: '7',
        request: { url: 'http://h/c' },
        response: { status: '200', httpVersion: 'HTTP/1.0' },
      },
    ]);
    expect(exchangesOf(words)).toMatchObject([
      {
        ...{ kind: 'stylesheet', httpVersion: 'HTTP/2' },
        timings: { blocked: -1, wait: 30, total: 30 },
        responseBody: { sizeBytes: 500, keptBytes: 0, truncated: true, contentType: 'text/css; charset=utf-8' },
      },
      {
        method: 'GET',
        httpVersion: 'HTTP/1.1',
        state: 'failed',
        error: { code: 'har-no-response' },
        requestHeaders: [],
      },
      { status: 200, httpVersion: 'HTTP/1.0', timings: { wait: 7, total: 7 } },
    ]);
    expect(exchangesOf(words)[1]!.startedAt).toBe(exchangesOf(words)[0]!.startedAt);
    expect(warnings).toMatchObject([{ index: 1, reason: expect.stringContaining('startedDateTime') as string }]);
  });

  it('reads a request that failed, as Chrome and Playwright write it', async () => {
    const words = await readEntries([
      {
        ...CHROME,
        response: { status: 0, statusText: '', headers: [], content: {}, _error: 'net::ERR_CONNECTION_REFUSED' },
      },
      { ...CHROME, response: { status: -1, _failureText: 'x' } },
    ]);
    const [first, second] = exchangesOf(words);
    expect(first).toMatchObject({ state: 'failed', error: { code: 'har-no-response', by: 'upstream' } });
    expect(first!.error!.message).toContain('net::ERR_CONNECTION_REFUSED');
    expect(first!.status).toBeUndefined();
    expect(second!.state).toBe('failed');
  });

  it('keeps a charset where it can and says UTF-8 where it can not', async () => {
    const text = (type: string, content: string) => ({
      ...CHROME,
      response: {
        ...CHROME.response,
        headers: [header('Content-Type', type)],
        content: { size: 4, mimeType: type, text: content },
      },
    });
    const latin = await readEntries([text('text/plain; charset=iso-8859-1', 'café')]);
    expect(bodyOf(latin, 'response')).toBe('caf\xe9');
    expect(exchangesOf(latin)[0]!.responseBody.contentType).toBe('text/plain; charset=iso-8859-1');
    const other = await readEntries([text('text/plain; charset=shift_jis', '日本')]);
    expect(bodyOf(other, 'response')).toBe(Buffer.from('日本').toString('latin1'));
    expect(exchangesOf(other)[0]!.responseBody.contentType).toBe('text/plain; charset=utf-8');
  });

  it('turns line breaks in header values, which a field can not hold, into blanks', async () => {
    const [exchange] = exchangesOf(
      await readEntries([
        {
          ...CHROME,
          request: {
            ...CHROME.request,
            headers: [header('X', 'a\r\nb'), header('', 'y'), header('Z\n', 'z'), 5, { name: 'N', value: 3 }],
          },
        },
      ]),
    );
    expect(exchange!.requestHeaders).toEqual([
      ['X', 'a b'],
      ['Z', 'z'],
      ['N', '3'],
    ]);
  });

  it('cuts large bodies into steps', async () => {
    const large = 'x'.repeat(2.5 * 1024 * 1024);
    const words = await readEntries([
      { ...CHROME, response: { ...CHROME.response, content: { mimeType: 'text/plain', text: large } } },
    ]);
    const steps = words.flatMap((word) =>
      word.kind === 'body' && word.side === 'response' ? [word.bytes.length] : [],
    );
    expect(steps).toEqual([1_048_576, 1_048_576, 524_288]);
    expect(words.at(-1)).toEqual({ kind: 'body-end', exchangeId: '1', side: 'response' });
  });

  it('thins the marks of a long connection to 32 at most', async () => {
    const messages = Array.from({ length: 1_000 }, (_, i) => ({ type: 'send', time: i, opcode: 1, data: 'x' }));
    const [exchange] = exchangesOf(await readEntries([{ ...CHROME, _webSocketMessages: messages }]));
    expect(exchange!.marks).toHaveLength(32);
    expect(exchange!.messagesOut).toBe(1_000);
  });
});

describe('broken HARs', () => {
  it('skips entries it can not use and counts them', async () => {
    const words = await readEntries([null, CHROME, 'x', 5, [], { request: {} }, { request: { url: '' } }, CHROME]);
    expect(exchangesOf(words).map(({ id }) => id)).toEqual(['1', '2']);
    expect(warnings.map(({ index }) => index)).toEqual([0, 2, 3, 4, 5, 6]);
    expect(warnings[4]).toEqual({ index: 5, reason: 'the entry has no request.url' });
  });

  it('reads a file with a byte-order mark, and entries before the creator', async () => {
    const words = await readText(
      `\ufeff ${JSON.stringify({ log: { entries: [CHROME], pages: [{ entries: [1] }], creator: {} } })} `,
    );
    expect(exchangesOf(words)).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it('takes only log.entries for entries', async () => {
    const words = await readText(
      JSON.stringify({ entries: [1], x: { log: { entries: [2] } }, log: { comment: [[3]], entries: [CHROME] } }),
    );
    expect(exchangesOf(words)).toHaveLength(1);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['no JSON', 'hello', 'line 1, column 1'],
    ['nothing', '', 'is no JSON'],
    ['broken on its second line', '{"log":\n{"entries":[,]}}', 'line 2, column 13'],
    ['cut inside the first entry', JSON.stringify({ log: { entries: [CHROME] } }).slice(0, 200), 'is no JSON'],
    ['bytes of a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'line 1, column 1'],
    ['JSON that is no HAR', '{"log":{"entries":5}}', 'no log.entries array'],
    ['a JSON array', '[]', 'no log.entries array'],
  ])('refuses a file that is %s', async (_name, text, part) => {
    const failed = expect(readText(text)).rejects;
    await failed.toMatchObject({
      name: 'Fault',
      code: 'har-invalid',
      message: expect.stringContaining(part) as string,
    });
  });

  it('keeps what comes before a break, and warns', async () => {
    const whole = JSON.stringify({ log: { entries: [CHROME, CHROME, CHROME] } });
    const words = await readText(whole.slice(0, whole.length - 100));
    expect(exchangesOf(words)).toHaveLength(2);
    expect(warnings).toMatchObject([{ reason: expect.stringContaining('the file breaks off') as string }]);
  });

  it('says so when there is no such file', async () => {
    const reading = readHar(join(folder, 'none.har'), () => undefined).next();
    await expect(reading).rejects.toMatchObject({ code: 'har-unreadable' });
  });

  it('leaves out an extension that is not as we write it', async () => {
    const words = await readEntries([{ ...CHROME, _throughline: { version: 1, id: 5 } }]);
    expect(exchangesOf(words)).toMatchObject([{ id: '1', kind: 'fetch' }]);
    expect(warnings[0]!.reason).toContain('_throughline');
  });

  it('leaves out only what is odd of what later versions added', async () => {
    const path = join(folder, 'own.har');
    await writeHar(new MemorySession(wordsOf(sampleExchange(TRACED))), path, { raw: true, version: '1' });
    const har = JSON.parse(await readFile(path, 'utf8')) as { log: { entries: Record<string, object>[] } };
    const entry = har.log.entries[0]!;
    expect(exchangesOf(await readEntries([entry]))).toEqual([sampleExchange(TRACED)]);
    const { trace: _trace, browserTiming: _timing, ...others } = TRACED;
    const odd = { ...entry['_throughline'], trace: { traceId: 'x' }, browserTiming: 5 };
    expect(exchangesOf(await readEntries([{ ...entry, _throughline: odd }]))).toEqual([sampleExchange(others)]);
    expect(warnings.map(({ reason }) => reason.split(' ')[0]).sort()).toEqual([
      '_throughline.browserTiming',
      expect.stringMatching(/^_throughline\.trace/),
    ]);
  });

  it('reads back what stands beside the entries, and skips what is odd there', async () => {
    const words = [putLog(2, 'x'), putHmr(3), putError(4), putPage('1~1'), putAction(5)];
    const path = join(folder, 'own.har');
    await writeHar(new MemorySession(words), path, { raw: true, version: '1' });
    const text = await readFile(path, 'utf8');
    expect(await readText(text)).toEqual(words);
    expect(warnings).toEqual([]);
    await readText(text.replace('"vite"', '"cornflakes"').replace('"errors":[', '"errors":[7,'));
    expect(warnings.map(({ reason }) => reason)).toEqual([
      'hmr record 0 is not as Throughline writes it',
      'error record 0 is not as Throughline writes it',
    ]);
  });

  it('is not changed by a __proto__ key', async () => {
    await readText('{"log":{"entries":[{"__proto__":{"polluted":1},"request":{"url":"http://h/"}}]}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
