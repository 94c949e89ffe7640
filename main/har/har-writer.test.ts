import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import type { Entry, Har } from 'har-format';
import * as validator from 'har-validator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Exchange } from '../model/exchange.ts';
import type { Recorded } from '../model/recorded.ts';
import { putAction, putError, putHmr, putPage } from '../store/fixtures/records.ts';
import { writeHar } from './har-writer.ts';
import { putLog } from '../store/fixtures/records.ts';
import { MemorySession } from './test/memory-session.ts';
import { bodyInfo, frameWord, NO_BODY, sampleExchange, STARTED_AT, wordsOf } from './test/sample-exchange.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'har-writer-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function harOf(words: readonly Recorded[], raw = true): Promise<Har> {
  const path = join(folder, 'out.har');
  await writeHar(new MemorySession(words), path, { raw, version: '1.2.3' });
  const har = JSON.parse(await readFile(path, 'utf8')) as Har;
  await validator.har(har);
  return har;
}

async function entryOf(words: readonly Recorded[]): Promise<Entry> {
  const [entry] = (await harOf(words)).log.entries;
  return entry!;
}

describe('writeHar', () => {
  it('writes an empty session as a valid HAR without entries', async () => {
    const { log } = await harOf([]);
    expect(log).toMatchObject({
      version: '1.2',
      creator: { name: 'Throughline', version: '1.2.3' },
      entries: [],
      pages: [],
    });
  });

  it('counts the TLS handshake into connect and adds the phases up to time', async () => {
    const entry = await entryOf(wordsOf(sampleExchange()));
    expect(entry.timings).toEqual({ blocked: 0.5, dns: 0.25, connect: 3, ssl: 2, send: 0.25, wait: 3, receive: 1 });
    expect(entry.time).toBe(8);
    expect(entry.startedDateTime).toBe('2026-01-02T03:04:05.678Z');
    expect(entry).toMatchObject({ serverIPAddress: '127.0.0.1', connection: '7', _resourceType: 'fetch' });
  });

  it('hides what a rule did to a secret field, and in lines after the first of a log record', async () => {
    const effect = { ruleId: 'r', side: 'request', action: 'set', before: ['Basic YTpi'] } as const;
    const rules = [
      { ...effect, name: 'Authorization', after: ['Basic Yzpk'] },
      { ...effect, name: 'X-Env', after: ['dev'], before: [] },
    ];
    const { log } = await harOf(
      [...wordsOf(sampleExchange({ rules })), putLog(1, 'x', { more: 'password=hunter2' })],
      false,
    );
    expect(log.entries[0]).toMatchObject({
      _throughline: {
        rules: [
          { name: 'Authorization', before: ['Basic [redacted]'], after: ['Basic [redacted]'] },
          { name: 'X-Env', after: ['dev'] },
        ],
      },
    });
    expect(JSON.stringify(log)).not.toContain('hunter2');
  });

  it('leaves out phases that do not apply', async () => {
    const timings = { blocked: 0, dns: -1, connect: -1, tls: -1, send: 1, wait: 2, receive: -1, total: 3 };
    const entry = await entryOf(wordsOf(sampleExchange({ timings })));
    expect(entry.timings).toEqual({ blocked: 0, dns: -1, connect: -1, ssl: -1, send: 1, wait: 2, receive: 0 });
    expect(entry.time).toBe(3);
  });

  it('decodes a compressed answer and says what compression saved', async () => {
    const text = JSON.stringify({ greeting: 'héllo '.repeat(50) });
    const coded = gzipSync(text);
    const responseBody = bodyInfo(coded, { contentType: 'application/json', encoding: 'gzip' });
    const entry = await entryOf(wordsOf(sampleExchange({ responseBody }), { response: coded }));
    const size = Buffer.byteLength(text);
    expect(entry.response.content).toEqual({
      size,
      compression: size - coded.length,
      mimeType: 'application/json',
      text,
    });
    expect(entry.response.bodySize).toBe(coded.length);
  });

  it('writes what is no text, and text that does not decode, as base64', async () => {
    const bytes = Buffer.from([0xff, 0xfe, 0x00, 0x80]);
    for (const contentType of ['image/png', 'text/plain; charset=utf-8']) {
      const responseBody = bodyInfo(bytes, { contentType });
      const entry = await entryOf(wordsOf(sampleExchange({ responseBody }), { response: bytes }));
      expect(entry.response.content).toMatchObject({ size: 4, text: '//4AgA==', encoding: 'base64' });
    }
  });

  it('honours the charset of the answer', async () => {
    const responseBody = bodyInfo(Buffer.from('caf\xe9', 'latin1'), { contentType: 'text/plain; charset=iso-8859-1' });
    const entry = await entryOf(
      wordsOf(sampleExchange({ responseBody }), { response: Buffer.from('caf\xe9', 'latin1') }),
    );
    expect(entry.response.content.text).toBe('café');
  });

  it('keeps a body in its coding where that is not known', async () => {
    const responseBody = bodyInfo('abc', { contentType: 'text/plain', encoding: 'dcb' });
    const entry = await entryOf(wordsOf(sampleExchange({ responseBody }), { response: 'abc' }));
    expect(entry.response.content.text).toBe('abc');
    expect(entry._throughline).toMatchObject({ coded: ['response'] });
  });

  it('says that a body was cut, and how large it was', async () => {
    const responseBody = bodyInfo('abc', { sizeBytes: 5_000, truncated: true, contentType: 'text/plain' });
    const entry = await entryOf(wordsOf(sampleExchange({ responseBody }), { response: 'abc' }));
    expect(entry.response).toMatchObject({ bodySize: 5_000, content: { size: 5_000, text: 'abc' } });
    expect(entry.response.content.comment).toBe('Only the first 3 of 5000 bytes were kept');
  });

  it('lists query, form fields and cookies', async () => {
    const body = 'name=J%C3%BCrgen+M&empty=&name=two';
    const entry = await entryOf(
      wordsOf(
        sampleExchange({
          method: 'POST',
          url: 'http://127.0.0.1:8888/f?q=a%20b&q=c&bare#frag',
          requestHeaders: [['Cookie', 'a=1; b=x=y;c']],
          responseHeaders: [
            [
              'Set-Cookie',
              's=1; Path=/p; Domain=d.test; Expires=Wed, 21 Oct 2026 07:28:00 GMT; HttpOnly; Secure; SameSite=Lax',
            ],
            ['Set-Cookie', 't=2; Expires=never'],
            ['Location', '/next'],
          ],
          requestBody: bodyInfo(body, { contentType: 'application/x-www-form-urlencoded' }),
        }),
        { request: body },
      ),
    );
    expect(entry.request.queryString).toEqual([
      { name: 'q', value: 'a b' },
      { name: 'q', value: 'c' },
      { name: 'bare', value: '' },
    ]);
    expect(entry.request.postData).toEqual({
      mimeType: 'application/x-www-form-urlencoded',
      text: body,
      params: [
        { name: 'name', value: 'Jürgen M' },
        { name: 'empty', value: '' },
        { name: 'name', value: 'two' },
      ],
    });
    expect(entry.request.cookies).toEqual([
      { name: 'a', value: '1' },
      { name: 'b', value: 'x=y' },
      { name: 'c', value: '' },
    ]);
    expect(entry.response.cookies).toEqual([
      {
        ...{ name: 's', value: '1', path: '/p', domain: 'd.test', expires: '2026-10-21T07:28:00.000Z' },
        ...{ httpOnly: true, secure: true, sameSite: 'Lax' },
      },
      { name: 't', value: '2' },
    ]);
    expect(entry.response.redirectURL).toBe('/next');
  });

  it('lists the parts of a multipart form, files without their content', async () => {
    const body = [
      '--B\r\nContent-Disposition: form-data; name="field"\r\n\r\nvalue\r\n',
      '--B\r\nContent-Disposition: form-data; name="file"; filename="a.txt"\r\nContent-Type: text/plain\r\n\r\nHello\r\n--B--\r\n',
    ].join('');
    const requestBody = bodyInfo(body, { contentType: 'multipart/form-data; boundary=B' });
    const entry = await entryOf(wordsOf(sampleExchange({ method: 'POST', requestBody }), { request: body }));
    expect(entry.request.postData).toMatchObject({
      text: body,
      params: [
        { name: 'field', value: 'value' },
        { name: 'file', fileName: 'a.txt', contentType: 'text/plain' },
      ],
    });
  });

  it('gives header sizes as they stood on the wire, and -1 for HTTP/2', async () => {
    const entry = await entryOf(wordsOf(sampleExchange({ requestHeaders: [['A', 'b']], responseHeaders: [] })));
    expect(entry.request.headersSize).toBe('GET /path?a=1 HTTP/1.1\r\nA: b\r\n\r\n'.length);
    expect(entry.response.headersSize).toBe('HTTP/1.1 200 OK\r\n\r\n'.length);
    const second = await entryOf(wordsOf(sampleExchange({ httpVersion: 'HTTP/2' })));
    expect([second.request.headersSize, second.response.headersSize]).toEqual([-1, -1]);
  });

  const odd: [string, Partial<Exchange>][] = [
    [
      'failed without an answer',
      {
        state: 'failed',
        responseHeaders: [],
        error: { code: 'ECONNREFUSED', phase: 'connect', message: 'No one listens', by: 'upstream' },
      },
    ],
    ['white space and controls in the URL', { url: 'http://h/a b\tc"\u0001' }],
    [
      'odd header characters',
      {
        requestHeaders: [
          ['X', 'caf\xe9 \u0007 "\\'],
          ['', ''],
        ],
      },
    ],
    ['HTTP/2', { httpVersion: 'HTTP/2', statusText: '' }],
    ['a WebSocket', { kind: 'websocket', state: 'open', status: 101, statusText: 'Switching Protocols' }],
    ['an address with a zone', { connection: { id: '1', reused: true, remoteAddress: 'fe80::1%lo' } }],
    ['a mapped address', { connection: { id: '1', reused: true, remoteAddress: '::ffff:127.0.0.1' } }],
    ['no connection', { responseBody: bodyInfo('', { complete: false, sizeBytes: 12 }) }],
    ['nothing but a method', { method: 'PROPFIND', requestHeaders: [], responseHeaders: [], url: 'http://h' }],
  ];
  it.each(odd)('writes a valid entry for %s', async (_name, change) => {
    const { status: _status, statusText: _text, connection: _connection, ...bare } = sampleExchange();
    const exchange: Exchange = { ...bare, ...change };
    expect(await entryOf(wordsOf(exchange))).toMatchObject({ cache: {}, request: { method: exchange.method } });
  });

  it('writes status 0 and unknown sizes for an exchange without an answer', async () => {
    const { status: _status, statusText: _text, ...bare } = sampleExchange({ responseHeaders: [] });
    const entry = await entryOf(wordsOf(bare));
    expect(entry.response).toMatchObject({ status: 0, statusText: '', headersSize: -1, bodySize: -1, headers: [] });
  });

  it('starts a page with each document and gives it what names it as referrer', async () => {
    const page = 'http://127.0.0.1:8888/';
    const by = (referer: string) => ({ requestHeaders: [['Referer', referer]] as const });
    const { log } = await harOf([
      ...wordsOf(sampleExchange({ id: '1', kind: 'document', url: page })),
      ...wordsOf(sampleExchange({ id: '2', kind: 'script', url: `${page}main.js`, ...by(page) })),
      ...wordsOf(sampleExchange({ id: '3', kind: 'script', url: `${page}dep.js`, ...by(`${page}main.js`) })),
      ...wordsOf(sampleExchange({ id: '4', kind: 'fetch', url: `${page}api`, ...by('http://elsewhere/') })),
      ...wordsOf(sampleExchange({ id: '5', kind: 'document', url: page })),
      ...wordsOf(sampleExchange({ id: '6', kind: 'image', url: `${page}i.png`, ...by(`${page}#top`) })),
    ]);
    expect(log.pages?.map(({ id, title }) => [id, title])).toEqual([
      ['page_1', page],
      ['page_5', page],
    ]);
    expect(log.entries.map(({ pageref }) => pageref)).toEqual([
      'page_1',
      'page_1',
      'page_1',
      undefined,
      'page_5',
      'page_5',
    ]);
  });

  it('tells of a page what the browser told, and gives it the requests that the browser gave it', async () => {
    const url = 'http://127.0.0.1:8888/';
    const { log } = await harOf([
      ...wordsOf(sampleExchange({ id: '1', kind: 'document', url })),
      ...wordsOf(sampleExchange({ id: '2', url: `${url}api`, pageId: '1' })),
      ...wordsOf(sampleExchange({ id: '3', url: `${url}api`, pageId: '1~1' })),
      ...wordsOf(sampleExchange({ id: '4', url: `${url}api`, pageId: '77' })),
      putPage('1', { at: STARTED_AT - 2 }),
      putPage('1~1', { at: STARTED_AT + 900, title: '', navigation: { type: 'back_forward' } }),
    ]);
    expect(log.pages).toEqual([
      {
        id: 'page_1',
        title: 'Shöp',
        startedDateTime: '2026-01-02T03:04:05.676Z',
        pageTimings: { onContentLoad: 80, onLoad: 120.5 },
      },
      {
        id: 'page_1~1',
        title: url,
        startedDateTime: '2026-01-02T03:04:06.578Z',
        pageTimings: { onContentLoad: -1, onLoad: -1 },
      },
    ]);
    expect(log.entries.map(({ pageref }) => pageref)).toEqual(['page_1', 'page_1', 'page_1~1', undefined]);
  });

  it('hides secrets in what pages and dev servers told', async () => {
    const secret = 'ghp_0123456789abcdefghijABCDEFGHIJ012345';
    const raw = `at f (http://127.0.0.1:8888/a.js?token=${secret}:1:2)`;
    const { log } = await harOf(
      [
        putError(1, { message: `refused: ${secret}`, pageUrl: `http://h/?token=${secret}`, stack: [{ raw }] }),
        putPage('1', {
          url: `http://h/?token=${secret}`,
          title: secret,
          routes: [{ at: 1, url: `http://h/#${secret}` }],
        }),
        putAction(1, { label: `link "${secret}"` }),
        putHmr(1, { error: { message: secret, codeFrame: `> 1 | const key = '${secret}'; const token = next();` } }),
        ...wordsOf(
          sampleExchange({
            initiator: { type: 'fetch', action: secret },
            changes: [{ code: 'map-moved', message: `http://h/?token=${secret}` }],
          }),
        ),
      ],
      false,
    );
    expect(JSON.stringify(log)).not.toContain(secret);
    expect(JSON.stringify(log)).toContain("const key = '[redacted]'; const token = next();");
  });

  it('writes text and binary frames as Chrome does and keeps control frames in the extension', async () => {
    const socket = sampleExchange({ kind: 'websocket', status: 101, messagesIn: 2, messagesOut: 2 });
    const entry = await entryOf([
      ...wordsOf(socket),
      frameWord({ id: '1', direction: 'out' }, 'hé'),
      frameWord({ id: '2', opcode: 'ping' }, Buffer.from([1, 2])),
      frameWord({ id: '3', opcode: 'binary' }, Buffer.from([0, 255])),
      frameWord({ id: '4', direction: 'out', opcode: 'close', closeCode: 1000, closeReason: 'bye' }, '\x03\xe8bye'),
    ]);
    const time = (STARTED_AT + 10) / 1000;
    expect(entry._webSocketMessages).toEqual([
      { type: 'send', time, opcode: 1, data: 'hé' },
      { type: 'receive', time, opcode: 2, data: 'AP8=' },
    ]);
    expect((entry._throughline as { frames: unknown[] }).frames).toMatchObject([
      { id: '1', opcode: 'text' },
      { id: '2', opcode: 'ping', base64: 'AQI=' },
      { id: '3', opcode: 'binary' },
      { id: '4', opcode: 'close', closeCode: 1000, closeReason: 'bye' },
    ]);
  });

  it('writes server-sent events as Chrome does', async () => {
    const data = '{"n":1}';
    const entry = await entryOf([
      ...wordsOf(sampleExchange({ kind: 'eventsource', messagesIn: 1 })),
      {
        kind: 'event',
        record: {
          id: '1',
          exchangeId: '1',
          at: 1_000,
          event: 'tick',
          preview: data,
          sizeBytes: 7,
          lastEventId: '9',
          retry: 5,
          truncated: false,
        },
        data,
      },
    ]);
    expect(entry._eventSourceMessages).toEqual([{ time: 1, eventName: 'tick', eventId: '9', data }]);
  });

  it('keeps log records and the count of what was dropped beside the entries', async () => {
    const record = {
      id: '1',
      at: 1,
      source: 'process:api',
      level: 'info',
      message: 'up',
      fields: { port: 1 },
    } as const;
    const { log } = await harOf([
      { kind: 'log', record },
      { kind: 'dropped', count: 4 },
    ]);
    expect((log as unknown as Record<string, unknown>)['_throughline']).toEqual({
      dropped: 4,
      logs: [record],
      ...{ hmr: [], errors: [], pages: [], actions: [] },
    });
  });

  it('waits for a slow stream and leaves it open', async () => {
    const words = Array.from({ length: 40 }, (_, i) =>
      wordsOf(
        sampleExchange({ id: String(i + 1), responseBody: bodyInfo('x'.repeat(9_000), { contentType: 'text/plain' }) }),
        {
          response: 'x'.repeat(9_000),
        },
      ),
    ).flat();
    let largest = 0;
    const pieces: string[] = [];
    const slow = new Writable({
      highWaterMark: 1,
      write(chunk: Buffer, _encoding, done) {
        largest = Math.max(largest, slow.writableLength);
        pieces.push(chunk.toString());
        setImmediate(done);
      },
    });
    await writeHar(new MemorySession(words), slow, { raw: true, version: '1' });
    expect(slow.writableEnded).toBe(false);
    slow.end();
    expect((JSON.parse(pieces.join('')) as Har).log.entries).toHaveLength(40);
    expect(largest).toBeLessThan(200_000);
  });

  it('rejects when the stream is closed under it', async () => {
    const stream = new PassThrough({ highWaterMark: 1 });
    const written = writeHar(new MemorySession(wordsOf(sampleExchange())), stream, { raw: true, version: '1' });
    stream.destroy();
    await expect(written).rejects.toThrow('closed');
  });

  it('leaves an older file as it was, and no draft, when writing fails', async () => {
    const path = join(folder, 'old.har');
    await writeFile(path, 'old');
    const broken = new MemorySession(wordsOf(sampleExchange({ responseBody: bodyInfo('x') }), { response: 'x' }));
    broken.body = () => Promise.reject(new Error('disk gone'));
    await expect(writeHar(broken, path, { raw: true, version: '1' })).rejects.toMatchObject({ code: 'har-unwritable' });
    expect(await readdir(folder)).toEqual(['old.har']);
    expect(await readFile(path, 'utf8')).toBe('old');
  });

  it('says so when the folder is not there', async () => {
    const path = join(folder, 'none', 'x.har');
    const written = writeHar(new MemorySession(), path, { raw: true, version: '1' });
    await expect(written).rejects.toMatchObject({ code: 'har-unwritable' });
  });

  it('keeps what has no body without one', async () => {
    const entry = await entryOf(wordsOf(sampleExchange({ requestBody: NO_BODY, responseBody: NO_BODY })));
    expect(entry.request.postData).toBeUndefined();
    expect(entry.response.content).toEqual({ size: 0, mimeType: 'x-unknown' });
  });
});
