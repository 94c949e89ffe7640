import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { fakeWorkspace } from '../test/fake-workspace.ts';
import { type BrowserWindows, WINDOWS_LIMIT, createBrowserWindows } from './browser-windows.ts';

let windows: BrowserWindows;
const server = createServer();
const gone: string[] = [];

beforeEach(async () => {
  gone.length = 0;
  windows = createBrowserWindows({ onUnwatched: (id) => gone.push(id) });
  server.removeAllListeners('upgrade');
  server.on('upgrade', (request, socket, head) => windows.accept(request, socket, head, fakeWorkspace()));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
});
afterEach(async () => {
  await windows.close();
  await new Promise((resolve) => server.close(resolve));
});

function open(): WebSocket {
  return new WebSocket(`ws://127.0.0.1:${(server.address() as AddressInfo).port}`);
}

it('holds a bounded number of windows and ends them all when closed', async () => {
  const sockets = Array.from({ length: WINDOWS_LIMIT }, open);
  await Promise.all(sockets.map((socket) => once(socket, 'open')));
  expect(windows.size).toBe(WINDOWS_LIMIT);
  const one = open();
  const [, answer] = (await once(one, 'unexpected-response')) as [unknown, { statusCode: number }];
  expect(answer.statusCode).toBe(503);
  one.on('error', () => undefined).terminate();
  const closed = sockets.map((socket) => once(socket, 'close'));
  await windows.close();
  await Promise.all(closed);
  expect(windows.size).toBe(0);
});

it('tells when the last window of a workspace has gone, and not before', async () => {
  const [first, second] = [open(), open()];
  await Promise.all([once(first, 'open'), once(second, 'open')]);
  first.close();
  await expect.poll(() => windows.size).toBe(1);
  expect(gone).toEqual([]);
  second.close();
  await expect.poll(() => gone).toEqual(['live']);
});
