import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ProcessConfig, ProcessState } from '../../model/process.ts';
import { createProcessKeeper } from './process-keeper.ts';
import { type ProcessSupervisor, createProcessSupervisor } from './process-supervisor.ts';
import { readProcessTable } from './process-table.ts';

const keeper = createProcessKeeper();
let folder: string;
let supervisor: ProcessSupervisor;
let written: string;
let said: string[];
let changes: number;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  [written, said, changes] = ['', [], 0];
  supervisor = createProcessSupervisor({
    ...{ folder, keeper, graceMs: 100, nextDelay: () => 0 },
    env: () => process.env,
    clock: () => performance.now(),
    onOutput: ({ name, text }) => (written += `${name}: ${text}`),
    onChange: () => (changes += 1),
    say: (sentence) => said.push(sentence),
  });
});
afterEach(async () => {
  await supervisor.close();
  await keeper.close();
  rmSync(folder, { recursive: true, force: true });
});

const node = (script: string): readonly string[] => [process.execPath, '-e', script];
const STAY = node('setInterval(() => {}, 1000)');
const state = (name = 'api'): ProcessState | undefined => supervisor.states.find((each) => each.name === name);
const start = (over: Partial<ProcessConfig>) => supervisor.add({ name: 'api', command: STAY, ...over }).start();
const isAlive = async (pid = 0): Promise<boolean> => (await readProcessTable()).some((entry) => entry.pid === pid);

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

describe('createProcessSupervisor', () => {
  it('tells how a process is, and writes among its output when it starts and ends', async () => {
    await start({ command: node('process.exitCode = 3'), env: { A: '1' } });
    await expect.poll(() => state()).toMatchObject({ state: 'ended', exitCode: 3, restarts: 0, terminal: false });
    expect(written).toMatch(/^api: \{"level":"info","msg":"started","pid":\d+,/);
    expect(written).toMatch(/api: \{"level":"error","msg":"exited with code 3 after \d+\.\d s","exitCode":3,/);
    expect(said).toEqual([expect.stringMatching(/^The process api exited with code 3 after/) as string]);
    expect(changes).toBeGreaterThan(1);
  });

  it('waits until the port accepts connections', async () => {
    const port = await freePort();
    await start({ command: node(`require('node:net').createServer().listen(${port})`), ready: { port } });
    expect(state()).toMatchObject({ state: 'running', readyAt: expect.any(Number) as number });
  });

  it('says that it did not become ready, and that it did later', async () => {
    const port = await freePort();
    const file = join(folder, 'go');
    const script = `const { existsSync } = require('node:fs');
      setInterval(function () { if (existsSync(${JSON.stringify(file)})) { clearInterval(this);
        require('node:net').createServer().listen(${port}); } }, 20)`;
    await start({ command: node(script), ready: { port, timeoutMs: 1 } });
    expect(state()).toMatchObject({
      ...{ state: 'failed' },
      fault: { code: 'process-not-ready', message: `It did not accept connections at port ${port} within 0.0 s.` },
    });
    writeFileSync(file, '');
    await expect.poll(() => state()?.state, { timeout: 15_000 }).toBe('running');
    expect(state()).not.toHaveProperty('fault');
  });

  it('says which command could not be started', async () => {
    await start({ command: ['/no/such/program'] });
    expect(state()).toMatchObject({ state: 'failed', fault: { code: 'command-not-started' } });
    expect(state()).not.toHaveProperty('pid');
  });

  it('restarts and stops by name', async () => {
    await start({});
    const first = state()?.pid;
    await supervisor.restart('api');
    expect(state()).toMatchObject({ state: 'running', restarts: 1 });
    expect(state()?.pid).not.toBe(first);
    expect(await isAlive(first)).toBe(false);
    await supervisor.stop('api');
    expect(state()).toMatchObject({ state: 'ended', signal: 'SIGTERM' });
    expect(said).toEqual([]);
    await expect(supervisor.stop('web')).rejects.toMatchObject({ code: 'no-process' });
  });

  it('stops one that is still awaited', async () => {
    const starting = start({ ready: { port: await freePort() } });
    await expect.poll(() => state()?.pid).toBeDefined();
    await supervisor.stop('api');
    await starting;
    expect(state()?.state).toBe('ended');
  });

  it('starts a process again that failed, until it does not', async () => {
    const file = join(folder, 'ran');
    const script = `const fs = require('node:fs'); const ran = fs.existsSync(${JSON.stringify(file)});
      fs.writeFileSync(${JSON.stringify(file)}, ''); process.exitCode = ran ? 0 : 1;`;
    await start({ command: node(script), restart: 'on-failure' });
    await expect.poll(() => state()).toMatchObject({ state: 'ended', exitCode: 0, restarts: 1 });
    expect(existsSync(file)).toBe(true);
  });

  it('numbers a name that is taken, and ends all', async () => {
    await Promise.all([
      start({}),
      start({ command: node("process.on('SIGTERM', () => {}); setInterval(() => {}, 9)") }),
    ]);
    expect(supervisor.states.map(({ name }) => name)).toEqual(['api', 'api 2']);
    const pids = supervisor.states.map(({ pid }) => pid);
    await supervisor.close();
    for (const pid of pids) expect(await isAlive(pid)).toBe(false);
    expect(supervisor.states.map((each) => each.state)).toEqual(['ended', 'ended']);
    await start({});
    expect(supervisor.states.at(-1)).not.toHaveProperty('pid');
  });
});
