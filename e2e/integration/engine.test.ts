// Integration: the engine as it is built, its threads and its session file, with real requests through its proxy.
import { readdirSync, statSync } from 'node:fs';
import { createServer, get, type Server } from 'node:http';
import { createRequire } from 'node:module';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import Database from 'libsql';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type * as EngineModule from '../../main/engine.ts';
import type { Engine } from '../../main/engine.ts';
import type { Change, FeedMessage } from '../../main/model/protocol.ts';
import { createFolder, type TestFolder } from '../support/folder.ts';

const BUILT = join(import.meta.dirname, '../../out/main');
const { createEngine, createLocalReader, openSession, DEFAULT_PROXY_CONFIG } = createRequire(import.meta.url)(
  join(BUILT, 'engine.cjs'),
) as typeof EngineModule;

let folder: TestFolder;
let upstream: Server;
let target: string;
let engines: Engine[];
let troubles: (string | undefined)[];

beforeEach(async () => {
  folder = createFolder();
  engines = [];
  troubles = [];
  upstream = createServer((request, response) => {
    if (request.url === '/gzip') response.setHeader('Content-Encoding', 'gzip');
    response.end(request.url === '/gzip' ? gzipSync('zipped') : `you asked for ${request.url}`);
  }).listen(0, '127.0.0.1');
  await once(upstream, 'listening');
  target = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`;
});

afterEach(async () => {
  for (const engine of engines) await engine.close();
  upstream.closeAllConnections();
  upstream.close();
  folder.remove();
});

async function start(name = 's.tline', port = 0): Promise<Engine> {
  const engine = await createEngine({
    sessionPath: folder.at(name),
    proxy: { ...DEFAULT_PROXY_CONFIG, target, port },
    version: '1.2.3',
    workerFolder: BUILT,
    onTrouble: (sentence) => void troubles.push(sentence),
  });
  engines.push(engine);
  return engine;
}

function read(url: string): Promise<string> {
  return new Promise((resolve, reject) => {
    get(url, { agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve(text)).on('error', reject);
    }).on('error', reject);
  });
}

/** A window that hears the feed. */
function openWindow(engine: Engine) {
  const heard: FeedMessage[] = [];
  const subscription = engine.feed.subscribe((messages) => void heard.push(...messages));
  return {
    heard,
    subscription,
    types: () => heard.map((message) => message.type),
    changes: (): Change[] => heard.flatMap((message) => (message.type === 'batch' ? message.changes : [])),
  };
}

test('a request is forwarded, recorded and answered for, all of it', async () => {
  const engine = await start();
  expect(await read(`${engine.proxyUrl}/a?b=c`)).toBe('you asked for /a?b=c');
  await engine.sync();
  const { rows } = await engine.reader.exchangeRows({ limit: 5 });
  expect(rows).toMatchObject([
    { id: '1', url: `${engine.proxyUrl}/a?b=c`, upstreamUrl: `${target}/a?b=c`, status: 200 },
  ]);
  const body = await engine.reader.body('1', 'response');
  expect(Buffer.from(body!.decoded).toString()).toBe('you asked for /a?b=c');
  expect(await engine.reader.exchange('99')).toBeUndefined();
  expect(await engine.close()).toEqual({ exchanges: 1, dropped: 0 });
});

test('bodies come back as sent and decoded', async () => {
  const engine = await start();
  await read(`${engine.proxyUrl}/gzip`);
  await engine.sync();
  const body = await engine.reader.body('1', 'response');
  expect(Buffer.from(body!.raw)).toEqual(gzipSync('zipped'));
  expect(Buffer.from(body!.decoded).toString()).toBe('zipped');
});

test('a closed session is one private file, and is continued by the next run', async () => {
  const first = await start();
  await read(`${first.proxyUrl}/1`);
  await first.close();
  expect(readdirSync(folder.path)).toEqual(['s.tline']);
  expect(statSync(folder.at('s.tline')).mode & 0o777).toBe(0o600);
  const second = await start();
  await read(`${second.proxyUrl}/2`);
  expect(await second.close()).toEqual({ exchanges: 2, dropped: 0 });
  expect(readdirSync(folder.path)).toEqual(['s.tline']);
  const reader = createLocalReader(folder.at('s.tline'));
  expect((await reader.exchangeRows({ limit: 5 })).rows.map((row) => row.id)).toEqual(['1', '2']);
  await reader.close();
});

test('a window gets the snapshot, then what happens', async () => {
  const engine = await start();
  await read(`${engine.proxyUrl}/before`);
  const window = openWindow(engine);
  await vi.waitFor(() => expect(window.types()).toContain('ready'));
  expect(window.heard[0]).toMatchObject({ type: 'reset', workspace: { mode: 'live', target, name: 's.tline' } });
  const kinds = window.changes().map(({ kind }) => kind);
  expect(kinds.slice(0, 3)).toEqual(['exchange', 'telemetry', 'status']);
  expect(window.changes()[0]).toMatchObject({ record: { id: '1' } });
  await read(`${engine.proxyUrl}/after`);
  // What the recorder says of itself may come before and after.
  const exchanges = () => window.changes().filter((change) => change.kind === 'exchange');
  await vi.waitFor(() => expect(exchanges().at(-1)).toMatchObject({ record: { id: '2', state: 'done' } }));
  engine.setRecording(false);
  const statuses = () => window.changes().filter((change) => change.kind === 'status');
  await vi.waitFor(() => expect(statuses().at(-1)).toMatchObject({ record: { state: 'paused' } }));
  engine.setTargets(`${target}/other`, []);
  expect(window.heard.at(-1)).toMatchObject({ type: 'workspace', workspace: { target: `${target}/other` } });
  engine.setSwitches({ trace: false });
  expect(window.heard.at(-1)).toMatchObject({ type: 'workspace', workspace: { switches: engine.switches } });
  expect(engine.switches).toMatchObject({ inject: true, trace: false });
});

test('lines of a process are records', async () => {
  const engine = await start();
  engine.logOutput({ type: 'output', at: 5, name: 'api', stream: 'stdout', text: 'listening\n' });
  await engine.sync();
  const { rows } = await engine.reader.logRows({ limit: 5 });
  expect(rows).toMatchObject([{ source: 'process:api', message: 'listening', at: 5 }]);
});

test('a copy taken while recording is a whole session by itself', async () => {
  const engine = await start();
  await read(`${engine.proxyUrl}/1`);
  await engine.saveCopy(folder.at('copy.tline'));
  await read(`${engine.proxyUrl}/2`);
  const copy = await openSession(folder.at('copy.tline'), { workerFolder: BUILT });
  expect((await copy.exchangeRows({ limit: 5 })).total).toBe(1);
  expect(Buffer.from((await copy.body('1', 'response'))!.raw).toString()).toBe('you asked for /1');
  await copy.close();
  expect(readdirSync(folder.path).filter((name) => name.startsWith('copy'))).toEqual(['copy.tline']);
  await expect(engine.saveCopy(folder.at('none/copy.tline'))).rejects.toMatchObject({ code: 'copy-failed' });
});

test('a session file that can not be written is told of, as is the end of it, and nothing is lost', async () => {
  const engine = await start();
  const other = new Database(engine.sessionPath);
  try {
    other.exec('BEGIN IMMEDIATE');
    expect(await read(`${engine.proxyUrl}/meanwhile`)).toBe('you asked for /meanwhile');
    await vi.waitFor(() => expect(troubles).toEqual([expect.stringContaining("can't be written")]), {
      timeout: 20_000,
    });
    other.exec('ROLLBACK');
  } finally {
    other.close();
  }
  await vi.waitFor(() => expect(troubles).toEqual([expect.any(String), undefined]), { timeout: 20_000 });
  expect((await engine.reader.exchangeRows({ limit: 5 })).rows).toMatchObject([
    { url: `${engine.proxyUrl}/meanwhile` },
  ]);
});

test('a recorder that fails is told of and started again, and no request suffers', async () => {
  const engine = await start();
  const window = openWindow(engine);
  await read(`${engine.proxyUrl}/before`);
  await engine.sync();
  engine.logOutput({ type: 'no such event' } as never);
  await vi.waitFor(() => expect(engine.status().fault).toMatchObject({ code: 'recorder-failed' }));
  expect(await read(`${engine.proxyUrl}/during`)).toBe('you asked for /during');
  await vi.waitFor(() => expect(engine.status().fault).toBeUndefined(), { timeout: 5_000 });
  expect(await read(`${engine.proxyUrl}/after`)).toBe('you asked for /after');
  await engine.sync();
  const { rows } = await engine.reader.exchangeRows({ limit: 9 });
  expect(rows.map((row) => new URL(row.url).pathname)).toEqual(expect.arrayContaining(['/before', '/after']));
  await vi.waitFor(() => expect(window.types().filter((type) => type === 'reset')).toHaveLength(2));
  const { dropped } = await engine.close();
  expect(dropped).toBeGreaterThan(0);
  expect(readdirSync(folder.path)).toEqual(['s.tline']);
});

test('what can not be recorded into is refused and nothing is left running', async () => {
  await expect(start('.')).rejects.toMatchObject({ code: expect.stringMatching(/^session-/) as string });
  const running = await start();
  const taken = Number(new URL(running.proxyUrl).port);
  await expect(start('other.tline', taken)).rejects.toThrow(String(taken));
  expect(readdirSync(folder.path).filter((name) => name.startsWith('other'))).toEqual([]);
});

test('questions to a closed session are refused', async () => {
  const engine = await start();
  const { reader } = engine;
  await engine.close();
  await expect(reader.summary()).rejects.toMatchObject({ code: 'session-closed' });
  await expect(openSession(folder.at('none'), { workerFolder: BUILT })).rejects.toMatchObject({
    code: 'session-missing',
  });
});
