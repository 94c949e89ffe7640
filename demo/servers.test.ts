import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';

interface Ready {
  readonly event: string;
  readonly url: string;
  readonly product: string;
}

const FOLDER = dirname(fileURLToPath(import.meta.url));
const children: ChildProcess[] = [];

async function start(name: 'web' | 'api', backend = 'node') {
  const child = spawn(process.execPath, [join(FOLDER, `${name}.mjs`)], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, THROUGHLINE_DEMO_BACKEND: backend },
  });
  children.push(child);
  const log = toLines(child.stderr);
  const lines = toLines(child.stdout);
  const [line = ''] = await lines.until((text) => text.startsWith('{'));
  return { child, lines: lines.all, log, ready: JSON.parse(line) as Ready, ended: once(child, 'exit') };
}

/** The lines of a stream so far, and a wait for one. */
function toLines(stream: Readable) {
  const all: string[] = [];
  const waiting = new Set<() => void>();
  createInterface({ input: stream }).on('line', (line) => {
    all.push(line);
    for (const look of waiting) look();
  });
  const until = (wanted: (line: string) => boolean): Promise<string[]> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!all.some(wanted)) return;
        waiting.delete(look);
        resolve(all.filter(wanted));
      };
      waiting.add(look);
      look();
    });
  return { all, until };
}

/** Ends those that still run in the way that lets them tidy up. */
afterEach(async () => {
  const running = children.splice(0).filter((child) => child.exitCode === null && child.signalCode === null);
  await Promise.all(
    running.map((child) => {
      child.stdin?.end();
      return once(child, 'exit');
    }),
  );
});

it('serves the page, says where in one line, and ends on SIGTERM', async () => {
  const { child, lines, ready, ended } = await start('web');
  const page = await (await fetch(`${ready.url}/`)).text();
  expect(page).toContain('<title>Corner shop</title>');
  expect(await (await fetch(`${ready.url}/src/main.ts`)).text()).toContain('createApp');
  child.kill('SIGTERM');
  expect(await ended).toEqual([0, null]);
  expect(lines).toHaveLength(1);
  await expect(fetch(ready.url)).rejects.toThrow('fetch failed');
});

it('serves pages beside another one, and ends when the process that started it goes away', async () => {
  const [one, two] = await Promise.all([start('web'), start('web')]);
  expect(one.ready.url).not.toBe(two.ready.url);
  one.child.stdin.end();
  expect(await one.ended).toEqual([0, null]);
});

/** What a receiver of spans was sent. */
async function listenForSpans() {
  const posts: Buffer[] = [];
  let heard: () => void = () => undefined;
  const first = new Promise<void>((resolve) => (heard = resolve));
  const server = createServer((req: IncomingMessage, res) => {
    const parts: Buffer[] = [];
    req.on('data', (part: Buffer) => parts.push(part));
    req.on('end', () => {
      posts.push(Buffer.concat(parts));
      res.end();
      heard();
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, first, posts, server };
}

/** Where Debian's packages can be had, Go is part of the set-up of tests. */
const BACKENDS = [
  ...(existsSync('/usr/bin/dpkg-query') ? [['go', 'Go with Gin', 'shop-go'] as const] : []),
  ['node', 'Node.js', 'shop-node'] as const,
];

describe.each(BACKENDS)('the back end in %s', (backend, product, service) => {
  it('logs with the trace of the request, sends its spans where it is told to, counts, and ends', async () => {
    const { child, ready, log, ended } = await start('api', backend);
    expect(ready.product).toBe(product);
    const receiver = await listenForSpans();
    child.stdin.write(`${JSON.stringify({ otlp: receiver.url })}\n`);
    const traceId = '0af7651916cd43dd8448eb211c80319c';
    const answer = await fetch(`${ready.url}/api/products?q=mug`, {
      headers: { traceparent: `00-${traceId}-b7ad6b7169203331-01`, 'X-Request-ID': 'r-1' },
    });
    expect(await answer.json()).toMatchObject({ total: 1 });
    const [line = ''] = await log.until((text) => text.includes('"path":"/api/products"'));
    expect(JSON.parse(line)).toMatchObject({ msg: 'request', trace_id: traceId, request_id: 'r-1', status: 200 });
    await receiver.first;
    expect(receiver.posts.some((post) => post.includes(service) && post.includes('GET /api/products'))).toBe(true);
    receiver.server.close();
    expect(await (await fetch(`${ready.url}/metrics`)).text()).toMatch(
      /^http_request_duration_seconds_count{.*route="\/api\/products".*} 1$/m,
    );
    child.stdin.end();
    expect(await ended).toEqual([0, null]);
  });
});
