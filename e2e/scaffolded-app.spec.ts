// End to end: a Vite app that nobody wrote for this, driven by Chromium: what was captured is what the browser's own log lists.
import { cpSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { type Page, expect, test } from '@playwright/test';
import { createServer } from 'vite';
import { createFolder } from './support/folder.ts';
import { readValidHar } from './support/har.ts';
import { inspect } from './support/inspect.ts';
import { startRecording } from './support/recording.ts';
import { ROOT } from './support/throughline.ts';

interface InspectedBody {
  readonly text?: string;
  readonly base64?: string;
}

interface InspectedExchange {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly kind: string;
  readonly status?: number;
  readonly responseBody: InspectedBody;
  readonly timings: Readonly<Record<string, number>>;
}

/** One line of the browser's log: method, URL, status, and the body as the page got it. */
interface Logged {
  readonly line: string;
  readonly body: Promise<Buffer>;
}

const PHASES = ['blocked', 'dns', 'connect', 'tls', 'send', 'wait', 'receive'];

/** Notes every request of the page as the browser's own network log has it. */
function logRequests(page: Page): Logged[] {
  const log: Logged[] = [];
  page.on('response', (response) => {
    const request = response.request();
    log.push({
      line: `${request.method()} ${request.url()} ${response.status()}`,
      body: response.body(),
    });
  });
  return log;
}

const toBytes = ({ text, base64 }: InspectedBody): Buffer =>
  text === undefined ? Buffer.from(base64 ?? '', 'base64') : Buffer.from(text, 'utf8');

const toLine = (exchange: InspectedExchange): string => `${exchange.method} ${exchange.url} ${exchange.status}`;

for (const template of ['vue', 'react-ts']) {
  test(`a scaffolded ${template} app is captured request by request, byte for byte`, async ({ page }) => {
    const folder = createFolder();
    const app = folder.at('app');
    cpSync(join(ROOT, `node_modules/create-vite/template-${template}`), app, { recursive: true });
    symlinkSync(join(ROOT, 'node_modules'), join(app, 'node_modules'), 'dir');
    const vite = await createServer({
      root: app,
      cacheDir: folder.at('vite-cache'),
      logLevel: 'error',
      server: { host: '127.0.0.1', port: 0 },
    });
    await vite.listen();
    const har = folder.at('s.har');
    const recording = await startRecording({
      target: `http://127.0.0.1:${addressOf(vite)}`,
      args: ['--no-inject', '--har', har],
    });
    try {
      const log = logRequests(page);
      const sockets: string[] = [];
      page.on('websocket', (socket) => sockets.push(socket.url()));
      await page.goto(recording.ready.proxy, { waitUntil: 'networkidle' });
      await page.getByRole('button').first().click();
      await expect(page.getByRole('button').first()).toContainText('1');
      const bodies = await Promise.all(log.map(async (entry) => ({ line: entry.line, body: await entry.body })));
      await page.close();
      const closed = await recording.stop();
      expect(closed.dropped).toBe(0);

      const exchanges = await inspect<InspectedExchange[]>(recording.ready.session, 'exchanges', { bodies: true });
      const requests = exchanges.filter((exchange) => exchange.kind !== 'websocket');
      expect(requests.map(toLine).sort()).toEqual(bodies.map((entry) => entry.line).sort());
      const byLine = new Map(bodies.map((entry) => [entry.line, entry.body]));
      for (const exchange of requests) {
        expect(
          toBytes(exchange.responseBody).equals(byLine.get(toLine(exchange)) ?? Buffer.from('not logged')),
          exchange.url,
        ).toBe(true);
      }
      expect(
        exchanges
          .filter((exchange) => exchange.kind === 'websocket')
          .map((exchange) => exchange.url.replace(/^http/, 'ws')),
      ).toEqual(sockets);
      for (const { timings, url } of exchanges) {
        const sum = PHASES.reduce((total, phase) => total + Math.max(0, timings[phase] ?? 0), 0);
        expect(Math.abs(sum - (timings['total'] ?? -1)), url).toBeLessThan(1);
      }
      expect((await readValidHar(har)).log.entries).toHaveLength(exchanges.length);
    } finally {
      await recording.kill();
      await vite.close();
      folder.remove();
    }
  });
}

function addressOf(vite: Awaited<ReturnType<typeof createServer>>): number {
  const address = vite.httpServer?.address();
  if (address === null || typeof address !== 'object') throw new Error('Vite does not listen on a port.');
  return address.port;
}
