// Integration: the command line as a process: its lines, its exit codes, the command beside it, and what it leaves behind.
import { once } from 'node:events';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type TestFolder, createFolder } from '../support/folder.ts';
import { inspect } from '../support/inspect.ts';
import { runThroughline, startThroughline } from '../support/throughline.ts';

let folder: TestFolder;
let upstream: string;
const server = createServer((request, response) => response.end(`hello ${request.url}`));

beforeEach(async () => {
  folder = createFolder();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  upstream = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  folder.remove();
});

const NODE = process.execPath;
const ASK =
  'fetch(process.env.THROUGHLINE_PROXY + "/page").then((r) => r.text()).then((t) => { console.log(t); process.exitCode = 5 })';

/** One that has ended and waits to be collected by whoever adopted it is not. */
function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !existsSync('/proc/self/stat') || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
}

describe('throughline --headless', () => {
  it("runs the command through the proxy, records what it says, and ends with the command's exit code", async () => {
    const session = folder.at('s.tline');
    const args = [
      '--headless',
      '--json',
      '--port',
      '0',
      '--session',
      session,
      '--har',
      folder.at('s.har'),
      '--target',
      upstream,
    ];
    const { code, stdout, stderr } = await runThroughline([...args, '--', NODE, '-e', ASK], folder);
    expect(code).toBe(5);
    expect(stderr).toContain('hello /page');
    const [ready, closed, ...more] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(more).toEqual([]);
    expect(ready).toMatchObject({ event: 'ready', session });
    expect(ready).not.toHaveProperty('dashboard');
    expect(closed).toEqual({ event: 'closed', session, har: folder.at('s.har'), exchanges: 1, dropped: 0 });
    expect(readdirSync(folder.path).filter((name) => name.startsWith('s.'))).toEqual(['s.har', 's.tline']);
    expect(await inspect(session, 'logs')).toMatchObject([
      { source: 'process:node', message: 'started' },
      { source: 'process:node', message: 'hello /page' },
      { source: 'process:node', level: 'error', message: expect.stringMatching(/^exited with code 5 after/) as string },
    ]);
    expect(JSON.parse(readFileSync(folder.at('s.har'), 'utf8'))).toMatchObject({
      log: { entries: [{ response: { status: 200 } }] },
    });
  });

  it('ends the command and all that it started when it is stopped', async () => {
    const nested =
      'const c = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 999)"]); console.log("pids", process.pid, c.pid); setInterval(() => {}, 999)';
    const run = await startThroughline(
      ['--headless', '--port', '0', '--target', upstream, '--', NODE, '-e', nested],
      folder,
    );
    await expect.poll(() => run.stderr(), { timeout: 10_000 }).toMatch(/pids \d+ \d+/);
    const pids = (/pids (\d+) (\d+)/.exec(run.stderr()) ?? []).slice(1).map(Number);
    expect(pids.map(alive)).toEqual([true, true]);
    await run.stop();
    await expect.poll(() => pids.map(alive)).toEqual([false, false]);
  });

  it('stops by itself after the duration, with the session in the data folder', async () => {
    const { code, stdout } = await runThroughline(
      ['--headless', '--json', '--port', '0', '--duration', '0.2', upstream],
      folder,
    );
    expect(code).toBe(0);
    const closed = JSON.parse(stdout.trim().split('\n').at(-1) ?? '') as { readonly session: string };
    expect(closed.session.startsWith(folder.at('data/throughline/sessions/'))).toBe(true);
    expect(existsSync(closed.session)).toBe(true);
  });

  it('says which port is taken and by whom, and leaves no session', async () => {
    const { port } = server.address() as AddressInfo;
    const { code, stdout, stderr } = await runThroughline(
      ['--headless', '--json', '--port', String(port), upstream],
      folder,
    );
    expect([code, stdout]).toEqual([1, '']);
    expect(stderr).toContain(`Port ${port} on 127.0.0.1 is in use`);
    if (process.platform === 'linux') expect(stderr).toContain(`pid ${process.pid}`);
    expect(readdirSync(join(folder.path, 'data/throughline/sessions'))).toEqual([]);
  });
});

describe('throughline --browser', () => {
  it('serves the dashboard, opens a HAR that a page sends, and gives the HAR of the recording once', async () => {
    const run = await startThroughline(['--browser', '--port', '0', '--har', folder.at('s.har'), upstream], folder);
    const dashboard = new URL(run.ready.dashboard ?? '');
    expect(await (await fetch(`${run.ready.proxy}/a`)).text()).toBe('hello /a');
    const entry = await fetch(dashboard, { redirect: 'manual' });
    const headers = { cookie: entry.headers.get('set-cookie')?.split(';')[0] ?? '', origin: dashboard.origin };
    expect(await (await fetch(dashboard.origin, { headers })).text()).toContain('<div id="root">');
    const har = JSON.stringify({ log: { version: '1.2', creator: { name: 'x', version: '1' }, entries: [] } });
    const opened = await fetch(`${dashboard.origin}/open?name=x.har`, { method: 'POST', headers, body: har });
    expect(await opened.json()).toEqual({ ok: true, location: '/?workspace=file-1' });
    const refused = await fetch(`${dashboard.origin}/open?name=y.har`, { method: 'POST', headers, body: 'no' });
    expect(await refused.json()).toMatchObject({ ok: false, code: 'har-not-read' });
    expect((await fetch(dashboard.origin)).status).toBe(401);
    const closed = await run.stop();
    expect(closed).toMatchObject({ exchanges: 1, har: folder.at('s.har') });
    expect(existsSync(folder.at('s.har'))).toBe(true);
  });
});
