// Integration: one session, killed again and again in the middle of load and continued each time; nothing that was due is missing.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { Agent, createServer, get } from 'node:http';
import { createRequire } from 'node:module';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, expect, test } from 'vitest';
import type * as EngineModule from '../../main/engine.ts';
import { createFolder } from '../support/folder.ts';

const BUILT = join(import.meta.dirname, '../../out/main');
const { createLocalReader } = createRequire(import.meta.url)(join(BUILT, 'engine.cjs')) as typeof EngineModule;

/** What may be missing after a kill, in milliseconds before it. */
const LOSS_LIMIT_MS = 500;
const ROUNDS = 5;
const LANES = 8;
/** How long each round's load lasts, in milliseconds; different each time, so that kills hit different steps of a commit. */
const roundMs = (round: number) => 900 + 137 * round;

/** A process that records with the engine and says where its proxy listens. */
const RECORDING_PROCESS = `
  const [folder, sessionPath, target] = process.argv.slice(1);
  const { createEngine, DEFAULT_PROXY_CONFIG } = require(folder + '/engine.cjs');
  const proxy = { ...DEFAULT_PROXY_CONFIG, target, port: 0 };
  createEngine({ sessionPath, proxy, version: '1', workerFolder: folder }).then((engine) => console.log(engine.proxyUrl));
`;

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0).reverse()) close();
});

/** Larger answers span several segments; each body tells its own path. */
function bodyOf(path: string): string {
  const size = Number(path.split('/').at(-1)) % 50 === 0 ? 600_000 : 500;
  return `${path} `.repeat(Math.ceil(size / path.length));
}

async function startUpstream(): Promise<string> {
  const server = createServer((request, response) => response.end(bodyOf(request.url ?? ''))).listen(0, '127.0.0.1');
  await once(server, 'listening');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function startRecording(session: string, target: string): Promise<{ child: ChildProcess; proxy: string }> {
  const child = spawn(process.execPath, ['-e', RECORDING_PROCESS, BUILT, session, target], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  closers.push(() => child.kill('SIGKILL'));
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return { child, proxy: line.toString().trim() };
}

function read(url: string, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    get(url, { agent }, (response) => {
      response.resume().on('end', resolve).on('error', reject);
    }).on('error', reject);
  });
}

/** Loads the proxy until it is killed; answers the paths that were due in the file then. */
async function runRound(round: number, session: string, target: string): Promise<readonly string[]> {
  const { child, proxy } = await startRecording(session, target);
  const agent = new Agent({ keepAlive: true });
  closers.push(() => agent.destroy());
  const answeredAt = new Map<string, number>();
  const startedAt = performance.now();
  let killedAt = Infinity;
  let next = 0;
  async function lane(): Promise<void> {
    while (killedAt === Infinity) {
      const path = `/round-${round}/${next++}`;
      try {
        await read(proxy + path, agent);
      } catch (lost) {
        if (killedAt === Infinity) throw lost;
        return;
      }
      answeredAt.set(path, performance.now());
      if (killedAt === Infinity && performance.now() - startedAt > roundMs(round)) {
        killedAt = performance.now();
        child.kill('SIGKILL');
      }
    }
  }
  const exited = once(child, 'exit');
  await Promise.all(Array.from({ length: LANES }, lane));
  await exited;
  return [...answeredAt].filter(([, at]) => at < killedAt - LOSS_LIMIT_MS).map(([path]) => path);
}

function checkIntegrity(session: string): unknown {
  const database = new Database(session);
  const result = database.prepare('PRAGMA integrity_check').all();
  database.close();
  return result;
}

test('a session that is killed again and again has all that was due, and opens by itself', async () => {
  const folder = createFolder();
  closers.push(() => folder.remove());
  const session = folder.at('s.tline');
  const target = await startUpstream();
  const due: string[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const paths = await runRound(round, session, target);
    expect(paths.length).toBeGreaterThan(0);
    due.push(...paths);
  }
  const reader = createLocalReader(session);
  closers.push(() => void reader.close());
  const ids = new Map<string, string>();
  for (let afterId = '0'; ;) {
    const { rows } = await reader.exchangeRows({ afterId, limit: 5_000 });
    for (const row of rows) if (row.state === 'done') ids.set(new URL(row.url).pathname, row.id);
    if (rows.length === 0) break;
    afterId = rows.at(-1)?.id ?? '';
  }
  expect(due.filter((path) => !ids.has(path))).toEqual([]);
  const wrong: string[] = [];
  for (const path of due) {
    const body = await reader.body(ids.get(path) ?? '', 'response');
    if (Buffer.from(body?.raw ?? []).toString() !== bodyOf(path)) wrong.push(path);
  }
  expect(wrong).toEqual([]);
  await reader.close();
  expect(checkIntegrity(session)).toMatchObject([{ integrity_check: 'ok' }]);
});
