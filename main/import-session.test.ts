import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import * as validator from 'har-validator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeHar } from './har/har-writer.ts';
import { sessionRows } from './har/session-pages.ts';
import { bodyInfo, frameWord, sampleExchange, STARTED_AT, wordsOf } from './har/test/sample-exchange.ts';
import { importSession } from './import-session.ts';
import type { SessionReader } from './model/protocol.ts';
import type { Recorded } from './model/recorded.ts';
import { createLocalReader } from './store/local-reader.ts';
import { createWriter } from './store/writer.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-session-'));
});
afterEach(() => rm(folder, { recursive: true }));

function record(words: readonly Recorded[]): string {
  const path = at('recorded.tline');
  const writer = createWriter({ path, version: '1.0.0' });
  for (const word of words) writer.write(word);
  writer.close();
  return path;
}

async function reading<T>(path: string, read: (reader: SessionReader) => Promise<T>): Promise<T> {
  const reader = createLocalReader(path);
  try {
    return await read(reader);
  } finally {
    await reader.close();
  }
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Everything a session holds that HAR can hold: bodies as decoded content, without the coding and the count of kept bytes. */
function contentOf(path: string): Promise<unknown> {
  return reading(path, async (reader) => {
    const ids = (await all(sessionRows.exchanges(reader))).map(({ id }) => id);
    const exchanges = ids.map(async (id) => {
      const { requestBody, responseBody, ...exchange } = (await reader.exchange(id))!;
      const [request, response] = await Promise.all([reader.body(id, 'request'), reader.body(id, 'response')]);
      const sides = [requestBody, responseBody].map(({ encoding: _encoding, keptBytes: _kept, ...info }) => info);
      return { ...exchange, sides, request: request?.decoded ?? [], response: response?.decoded ?? [] };
    });
    return {
      exchanges: await Promise.all(exchanges),
      frames: await all(sessionRows.frames(reader, {})),
      events: await all(sessionRows.events(reader)),
      logs: await all(sessionRows.logs(reader)),
    };
  });
}

const event = (id: string, exchangeId: string, data: string): Recorded => ({
  kind: 'event',
  record: {
    id,
    exchangeId,
    at: STARTED_AT + 20.125,
    event: 'tick',
    preview: data,
    sizeBytes: data.length,
    lastEventId: id,
    retry: 100,
    truncated: false,
  },
  data,
});

/** One of each odd thing. */
function oddSession(): Recorded[] {
  const gzipped = gzipSync('{"päge":1}');
  const {
    status: _status,
    statusText: _text,
    connection: _connection,
    ...unanswered
  } = sampleExchange({ id: '2', responseHeaders: [] });
  return [
    ...wordsOf(
      sampleExchange({
        id: '1',
        kind: 'document',
        method: 'POST',
        url: 'http://127.0.0.1:8888/a b?x=ä&x=2',
        requestBody: bodyInfo('a=1', { contentType: 'application/x-www-form-urlencoded' }),
        responseBody: bodyInfo(gzipped, { contentType: 'application/json', encoding: 'gzip' }),
        requestTrailers: [['T', '1']],
        responseTrailers: [['Server-Timing', 'x']],
        serverTimings: [{ name: 'x' }],
        informational: [{ status: 103, headers: [['Link', '</a>']] }],
        upstreamResponseHeaders: [],
      }),
      { request: 'a=1', response: gzipped },
    ),
    ...wordsOf(
      {
        ...unanswered,
        state: 'failed',
        error: { code: 'ECONNRESET', phase: 'wait', message: 'The connection was cut', by: 'upstream' },
        responseBody: bodyInfo('half', { complete: false, contentType: 'text/plain' }),
      },
      { response: 'half' },
    ),
    ...wordsOf(
      sampleExchange({
        id: '3',
        kind: 'websocket',
        status: 101,
        statusText: 'Switching Protocols',
        state: 'done',
        messagesIn: 3,
        messagesOut: 2,
        marks: [STARTED_AT + 1],
        subprotocol: 'chat',
        extensions: 'permessage-deflate',
        close: { code: 1001, reason: 'gone', by: 'client' },
      }),
    ),
    ...wordsOf(
      sampleExchange({
        id: '5',
        kind: 'eventsource',
        messagesIn: 2,
        responseBody: bodyInfo('x', { contentType: 'text/event-stream' }),
      }),
      {
        response: 'x',
      },
    ),
    ...wordsOf(
      sampleExchange({
        id: '9',
        method: 'PUT',
        httpVersion: 'HTTP/2',
        requestBody: bodyInfo(Buffer.from([0, 1, 255]), { contentType: 'application/octet-stream' }),
        responseBody: bodyInfo('abc', {
          sizeBytes: 99,
          truncated: true,
          contentType: 'text/plain; charset=iso-8859-1',
        }),
      }),
      { request: Buffer.from([0, 1, 255]), response: 'abc' },
    ),
    frameWord({ id: '2', exchangeId: '3', direction: 'out', compressed: true, wireBytes: 9 }, 'hellö'),
    frameWord({ id: '3', exchangeId: '3', opcode: 'ping', preview: '01' }, Buffer.from([1])),
    frameWord({ id: '4', exchangeId: '3', opcode: 'pong', preview: '' }, ''),
    frameWord(
      { id: '6', exchangeId: '3', opcode: 'binary', truncated: true, sizeBytes: 5_000, preview: '00 ff' },
      Buffer.from([0, 255]),
    ),
    frameWord(
      {
        id: '7',
        exchangeId: '3',
        direction: 'out',
        opcode: 'close',
        closeCode: 1001,
        closeReason: 'gone',
        preview: '03 e9',
      },
      Buffer.from([3, 233]),
    ),
    event('1', '5', '{"n":1}'),
    event('8', '5', 'two\nlines'),
    {
      kind: 'log',
      record: { id: '1', at: STARTED_AT, source: 'process:api', level: 'warn', message: 'hm', fields: { a: [1] } },
    },
    { kind: 'dropped', count: 3 },
  ];
}

describe('importSession', () => {
  it('gives back what an unredacted export took out', async () => {
    const recorded = record(oddSession());
    await reading(recorded, (reader) => writeHar(reader, at('out.har'), { raw: true, version: '1.0.0' }));
    await validator.har(JSON.parse(await readFile(at('out.har'), 'utf8')));
    const warnings: unknown[] = [];
    const result = await importSession(at('out.har'), at('again.tline'), '1.0.0', (warning) => warnings.push(warning));
    expect(warnings).toEqual([]);
    expect(result).toEqual({ exchanges: 5, warnings: 0 });
    expect(await contentOf(at('again.tline'))).toEqual(await contentOf(recorded));
  });

  it('leaves the session as one file', async () => {
    await writeFile(at('in.har'), '{"log":{"entries":[]}}');
    await importSession(at('in.har'), at('s.tline'), '1.0.0');
    expect((await readdir(folder)).sort()).toEqual(['in.har', 's.tline']);
    const summary = await reading(at('s.tline'), (reader) => reader.summary());
    expect(summary).toMatchObject({ version: '1.0.0', counts: { exchanges: 0 } });
  });

  it('never overwrites', async () => {
    await writeFile(at('in.har'), '{"log":{"entries":[]}}');
    await writeFile(at('s.tline'), 'mine');
    await expect(importSession(at('in.har'), at('s.tline'), '1')).rejects.toMatchObject({ code: 'session-exists' });
    expect(await readFile(at('s.tline'), 'utf8')).toBe('mine');
  });

  it('leaves nothing behind when the HAR can not be read', async () => {
    await writeFile(at('in.har'), 'nonsense');
    await expect(importSession(at('in.har'), at('s.tline'), '1')).rejects.toMatchObject({ code: 'har-invalid' });
    expect(existsSync(at('s.tline'))).toBe(false);
  });

  it('counts what it skipped', async () => {
    await writeFile(at('in.har'), '{"log":{"entries":[5,{"request":{"url":"http://h/"}}]}}');
    const result = await importSession(at('in.har'), at('s.tline'), '1');
    expect(result).toEqual({ exchanges: 1, warnings: 2 });
  });
});

const JWT = 'eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJwbGFudGVkIn0.c2VjcmV0LXNpZw';
let planted = 0;
/** A secret of its own for each place. */
const secret = (): string => `planted-Secret-${++planted}`;

/** A session with a secret in every place one can be in. */
function secretSession(): Recorded[] {
  planted = 0;
  const url = (): string =>
    `http://user:${secret()}@127.0.0.1:8888/p?token=${secret()}&api_key=${secret()}&key=${secret()}&q=${JWT}#access_token=${secret()}`;
  const json = (): string =>
    JSON.stringify({
      user: 'bob',
      password: secret(),
      nested: { client_secret: secret(), list: [{ id_token: secret() }] },
      text: JSON.stringify({ refresh_token: secret() }),
      session: { id: secret() },
    });
  const headers = (): [string, string][] => [
    ['Authorization', `Bearer ${secret()}`],
    ['Proxy-Authorization', `Basic ${secret()}`],
    ['Cookie', `sid=${secret()}; theme=${secret()}`],
    ['X-Api-Key', secret()],
    ['X-Auth-Token', secret()],
    ['X-CSRF-Token', secret()],
    ['Referer', url()],
    ['X-Other', JWT],
  ];
  const answer = (): [string, string][] => [
    ['Set-Cookie', `sid=${secret()}; Path=/; HttpOnly`],
    ['Location', `/cb?code=${secret()}&state=1`],
    ['Link', `<${url()}>; rel=next`],
  ];
  const form = `user=bob&password=${secret()}&api_key=${secret()}&code=${secret()}`;
  const body = json();
  const second = `<html><input name="csrf_token" value="${secret()}">${JWT} <a href="${url()}">x</a></html>`;
  const events = [`{"access_token":"${secret()}"}`, `see ${url()}`];
  const frames = [json(), `42["auth",{"token":"${secret()}"}]`, `auth token=${JWT}`];
  const binary = Buffer.from(JSON.stringify({ password: secret() }));
  return [
    ...wordsOf(
      sampleExchange({
        id: '1',
        kind: 'document',
        method: 'POST',
        url: url(),
        upstreamUrl: url(),
        requestHeaders: headers(),
        upstreamRequestHeaders: headers(),
        upstreamResponseHeaders: answer(),
        responseHeaders: answer(),
        requestTrailers: [['X-Auth-Token', secret()]],
        responseTrailers: [['Set-Cookie', `t=${secret()}`]],
        informational: [{ status: 103, headers: [['Link', `</a?token=${secret()}>`]] }],
        requestBody: bodyInfo(form, { contentType: 'application/x-www-form-urlencoded' }),
        responseBody: bodyInfo(body, { contentType: 'application/json' }),
        error: { code: 'ECONNRESET', phase: 'wait', message: `GET ${url()} failed`, by: 'upstream' },
      }),
      { request: form, response: body },
    ),
    ...wordsOf(
      sampleExchange({
        id: '2',
        method: 'POST',
        kind: 'document',
        requestBody: bodyInfo(binary, { contentType: 'application/octet-stream' }),
        responseBody: bodyInfo(second, { contentType: 'text/html' }),
      }),
      { request: binary, response: second },
    ),
    ...wordsOf(
      sampleExchange({
        id: '3',
        kind: 'websocket',
        status: 101,
        url: url(),
        messagesIn: 4,
        messagesOut: 0,
        close: { code: 1000, reason: `token=${secret()}`, by: 'client' },
      }),
    ),
    ...wordsOf(sampleExchange({ id: '4', kind: 'eventsource', url: url(), messagesIn: 2 })),
    ...frames.map((text, i) => frameWord({ id: String(i + 1), exchangeId: '3' }, text)),
    frameWord({ id: '4', exchangeId: '3', opcode: 'binary' }, binary),
    frameWord({ id: '5', exchangeId: '3', opcode: 'ping' }, `{"token":"${secret()}"}`),
    frameWord(
      { id: '6', exchangeId: '3', opcode: 'close', closeCode: 1000, closeReason: `password=${secret()}` },
      `\x03\xe8password=${secret()}`,
    ),
    ...events.map((data, i) => event(String(i + 1), '4', data)),
    {
      kind: 'log',
      record: {
        id: '1',
        at: 1,
        source: 'process:api',
        level: 'info',
        message: `POST ${url()}`,
        fields: { password: secret(), deep: { token: secret() } },
      },
    },
  ];
}

describe('secrets', () => {
  it('are nowhere in an export, not even in base64, and all there in a raw one', async () => {
    const recorded = record(secretSession());
    expect(planted).toBeGreaterThan(60);
    const textOf = async (raw: boolean): Promise<string> => {
      await reading(recorded, (reader) => writeHar(reader, at('s.har'), { raw, version: '1' }));
      const text = await readFile(at('s.har'), 'utf8');
      await validator.har(JSON.parse(text));
      const decoded = (text.match(/"[A-Za-z0-9+/]{8,}={0,2}"/g) ?? []).map((one) =>
        Buffer.from(one, 'base64').toString('latin1'),
      );
      return text + decoded.join('\n');
    };
    const clean = await textOf(false);
    expect(clean.match(/planted-Secret-\d+/gi)).toBeNull();
    expect(clean).not.toContain(JWT.slice(0, 30));
    expect(clean).toContain('[redacted]');
    expect(clean).toContain('"user\\":\\"bob');
    const raw = await textOf(true);
    const left = Array.from({ length: planted }, (_, i) => `planted-Secret-${i + 1}`).filter(
      (one) => !new RegExp(`${one}\\b`).test(raw),
    );
    expect(left).toEqual([]);
  });

  it('leave an export that opens again', async () => {
    const recorded = record(secretSession());
    await reading(recorded, (reader) => writeHar(reader, at('s.har'), { raw: false, version: '1' }));
    const warnings: unknown[] = [];
    const result = await importSession(at('s.har'), at('clean.tline'), '1', (warning) => warnings.push(warning));
    expect(warnings).toEqual([]);
    expect(result.exchanges).toBe(4);
    const summary = await reading(at('clean.tline'), (reader) => reader.summary());
    expect(summary.counts).toMatchObject({ exchanges: 4, frames: 6, events: 2, logs: 1 });
  });
});
