// End to end: pages with the built agent in a real browser, and what it posted. No proxy is between.
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { WebSocketServer } from 'ws';
import type { PageReport, ReportItem } from '../../main/model/page-report.ts';

const BUILT = join(import.meta.dirname, '../../out/main');
const SYSTEM_CHROMIUM = '/usr/bin/chromium';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
}

/** Answers a request that is neither the page nor the agent's; false leaves it to be a 404. */
export type Answer = (request: IncomingMessage, response: ServerResponse) => boolean;

export interface PageOptions {
  /** After the agent's tag, as it stands in the document. */
  readonly html?: string;
  readonly trace?: boolean;
  readonly origins?: readonly string[];
  readonly answer?: Answer;
  /** Status of the answers to reports, the last for all that follow. */
  readonly statuses?: number[];
  /** Fields of the document's answer. */
  readonly headers?: Record<string, string>;
  /** Runs in the page before anything else. */
  readonly before?: string;
  /** Without the agent: how things are in the browser itself. */
  readonly isPlain?: boolean;
}

export interface AgentPage {
  readonly page: Page;
  readonly origin: string;
  readonly reports: readonly PageReport[];
  /** All requests but those of the agent. */
  readonly received: readonly Received[];
  readonly items: () => ReportItem[];
  /** Waits for an item of a type that fits. */
  readonly waitFor: <T extends ReportItem['type']>(
    type: T,
    fits?: (item: Extract<ReportItem, { type: T }>) => boolean,
  ) => Promise<Extract<ReportItem, { type: T }>>;
  close(): Promise<void>;
}

export const launchBrowser = (): Promise<Browser> =>
  chromium.launch({
    ...(existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM } : {}),
    args: ['--no-sandbox'],
  });

/** The tag as the proxy writes it. */
export const toTag = ({ trace = true, origins = [] }: PageOptions = {}): string =>
  `<script src="/__throughline/agent.js?v=1" data-page="7" data-trace="${trace ? 1 : 0}" data-origins="${origins.join(' ')}"></script>`;

async function read(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of request.setEncoding('utf8')) text += chunk as string;
  return text;
}

/** Opens a page with the agent in a window of its own. */
export async function openAgentPage(browser: Browser, options: PageOptions = {}): Promise<AgentPage> {
  const reports: PageReport[] = [];
  const received: Received[] = [];
  const statuses = [...(options.statuses ?? [])];
  let wake = (): void => undefined;

  const server = createServer((request, response) => void answer(request, response));
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { url = '/', method = 'GET' } = request;
    if (url === '/__throughline/report') {
      const report = JSON.parse(await read(request)) as PageReport;
      const status = (statuses.length > 1 ? statuses.shift() : statuses[0]) ?? 204;
      if (status < 300) reports.push(report);
      response.writeHead(status).end();
      wake();
      return;
    }
    const part = /^\/__throughline\/(agent[\w-]*\.js)/.exec(url)?.[1];
    if (part !== undefined) {
      response.setHeader('Content-Type', 'text/javascript').end(readFileSync(join(BUILT, part)));
      return;
    }
    received.push({ method, url, headers: request.headers });
    if (options.answer?.(request, response)) return;
    if (url.split('?')[0] !== '/') return void response.writeHead(404).end();
    response.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8', ...options.headers });
    response.end(
      `<!doctype html><html><head>${options.isPlain ? '' : toTag(options)}</head>${options.html ?? ''}</html>`,
    );
  };
  const sockets = new WebSocketServer({ server });
  sockets.on('connection', (socket, { url = '/', headers }) => {
    received.push({ method: 'WEBSOCKET', url, headers });
    socket.send('hello');
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const context: BrowserContext = await browser.newContext();
  const page = await context.newPage();
  if (options.before !== undefined) await page.addInitScript(options.before);
  await page.goto(`${origin}/`);

  const items = (): ReportItem[] => reports.flatMap((report) => report.items);
  return {
    page,
    origin,
    reports,
    received,
    items,
    async waitFor<T extends ReportItem['type']>(type: T, fits = (_: Extract<ReportItem, { type: T }>) => true) {
      const deadline = Date.now() + 10_000;
      for (;;) {
        const isWanted = (item: ReportItem): item is Extract<ReportItem, { type: T }> =>
          item.type === type && fits(item as Extract<ReportItem, { type: T }>);
        const found = items().find(isWanted);
        if (found) return found;
        const left = deadline - Date.now();
        if (left <= 0) throw new Error(`no ${type} that fits in ${JSON.stringify(items(), null, 1)}`);
        let timer: NodeJS.Timeout | undefined;
        await new Promise<void>((resolve) => {
          wake = resolve;
          timer = setTimeout(resolve, left);
        });
        clearTimeout(timer);
      }
    },
    async close() {
      await context.close();
      sockets.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
