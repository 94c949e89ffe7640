// Integration: a run without a target: the proxy listens and says what is missing, the dashboard is served, nothing is left behind.
import { existsSync } from 'node:fs';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type TestFolder, createFolder } from '../support/folder.ts';
import { checkContract } from '../support/inspect.ts';
import { type Throughline, runThroughline, startThroughline } from '../support/throughline.ts';

let folder: TestFolder;
let throughline: Throughline | undefined;
beforeEach(() => {
  folder = createFolder();
});
afterEach(async () => {
  await throughline?.kill();
  throughline = undefined;
  folder.remove();
});

it('is ready at once and explains what is missing', async () => {
  throughline = await startThroughline(['--browser', '--port', '0'], folder);
  const { ready } = throughline;
  checkContract('ready', ready);
  const answer = await fetch(ready.proxy, { headers: { accept: 'text/html' } });
  expect(answer.status).toBe(503);
  expect(await answer.text()).toContain('target');
  expect((await fetch(`${ready.proxy}/__throughline/health`)).status).toBe(200);
  const page = await fetch(ready.dashboard ?? '', { redirect: 'manual' });
  expect(page.headers.get('set-cookie')).toContain('HttpOnly');
  await throughline.stop();
  expect(existsSync(ready.session)).toBe(true);
});

it('keeps no session that nothing was sent through', async () => {
  throughline = await startThroughline(['--browser', '--port', '0'], folder);
  const { session } = throughline.ready;
  expect(existsSync(session)).toBe(true);
  expect(await throughline.stop()).toMatchObject({ exchanges: 0 });
  expect(existsSync(session)).toBe(false);
});

it('ends by itself after the duration', async () => {
  const { code, stderr } = await runThroughline(['--browser', '--port', '0', '--duration', '1'], folder);
  expect(code).toBe(0);
  expect(stderr).toContain('Dashboard: ');
});
