// Shell: which dev servers listen on this machine, for the start page. Asks each usual port once for its document.
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import type { FoundServer } from '../../main/model/protocol.ts';

/** The ports that dev servers and local back ends usually take. */
export const USUAL_PORTS: readonly number[] = [
  ...range(3000, 3010),
  ...range(5173, 5180),
  ...range(8080, 8090),
  ...[1234, 4000, 4173, 4200, 4321, 5000, 5001, 6006, 7000, 8000, 8001, 8888, 9000, 9001, 24678],
];

/** How long a port may take to accept, and then its server to answer. */
const CONNECT_LIMIT_MS = 250;
const ANSWER_LIMIT_MS = 1_000;

/** As much of a document as is read for its title and for what made it. */
const HEAD_BYTES = 64 * 1024;

/** Longest product name and title shown, in characters. */
const NAME_LIMIT = 60;

interface Answer {
  readonly headers: IncomingMessage['headers'];
  readonly status: number;
  readonly head: string;
}

/** Finds the HTTP servers that listen on loopback, in order of port. `skip` holds ports of our own. */
export async function findDevServers(
  skip: ReadonlySet<number> = new Set(),
  ports: readonly number[] = USUAL_PORTS,
): Promise<readonly FoundServer[]> {
  const found = await Promise.all(ports.filter((port) => !skip.has(port)).map(identify));
  return found.filter((server) => server !== undefined).sort((a, b) => a.port - b.port);
}

async function identify(port: number): Promise<FoundServer | undefined> {
  const [ipv4, ipv6] = await Promise.all([accepts('127.0.0.1', port), accepts('::1', port)]);
  if (!ipv4 && !ipv6) return undefined;
  const answer = await ask(ipv4 ? '127.0.0.1' : '::1', port, '/');
  if (answer === undefined) return undefined;
  const vite = isViteDocument(answer) || (isPlain(answer) && (await hasViteClient(ipv4 ? '127.0.0.1' : '::1', port)));
  const title = titleOf(answer.head);
  return {
    url: `http://localhost:${port}`,
    port,
    product: vite ? 'Vite' : productOf(answer),
    ...(title === undefined ? {} : { title }),
    ipv6Only: !ipv4,
  };
}

function isViteDocument(answer: Answer): boolean {
  return answer.head.includes('/@vite/client');
}

/** Nothing in the answer tells what it is. */
function isPlain(answer: Answer): boolean {
  return productOf(answer) === 'HTTP';
}

async function hasViteClient(host: string, port: number): Promise<boolean> {
  const client = await ask(host, port, '/@vite/client');
  return (
    client?.status === 200 && /javascript/.test(client.headers['content-type'] ?? '') && client.head.includes('vite')
  );
}

/** What a server calls itself, or what its document or answer gives away. */
export function productOf({ headers, head, status }: Answer): string {
  const poweredBy = first(headers['x-powered-by']);
  if (/next\.js/i.test(poweredBy)) return 'Next.js';
  if (/webpack-dev-server|webpackHotUpdate|__webpack_dev_server__/.test(head)) return 'webpack-dev-server';
  if (/parcelRequire|data-parcel/.test(head)) return 'Parcel';
  if (/_next\/static/.test(head)) return 'Next.js';
  if (/rspack/i.test(head)) return 'Rspack';
  if (poweredBy !== '') return clip(poweredBy);
  const server = first(headers.server);
  if (server !== '') return clip(server);
  // Gin's answer for a path without a handler: this text, without a line feed, and no Server field.
  if (status === 404 && head === '404 page not found') return 'Gin';
  return 'HTTP';
}

/** The text of the first `<title>`, in one line; undefined where there is none. */
export function titleOf(head: string): string | undefined {
  const raw = /<title[^>]*>([^<]*)/i.exec(head)?.[1];
  const title = raw === undefined ? '' : clip(decodeEntities(raw).replace(/\s+/g, ' ').trim());
  return title === '' ? undefined : title;
}

function decodeEntities(text: string): string {
  const named: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'", nbsp: ' ' };
  return text.replace(/&(amp|lt|gt|quot|#39|nbsp);/g, (whole, name: string) => named[name] ?? whole);
}

function accepts(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (answer: boolean): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(CONNECT_LIMIT_MS, () => end(false));
    socket.once('connect', () => end(true));
    socket.once('error', () => end(false));
  });
}

/** The answer's head and the first of its body; undefined where nothing that speaks HTTP answered in time. */
function ask(host: string, port: number, path: string): Promise<Answer | undefined> {
  return new Promise((resolve) => {
    const asked = request(
      { host, port, path, agent: false, headers: { host: `localhost:${port}`, accept: 'text/html,*/*' } },
      (answer) => {
        const chunks: Buffer[] = [];
        let size = 0;
        const end = (): void => {
          clearTimeout(timer);
          const head = Buffer.concat(chunks).subarray(0, HEAD_BYTES).toString('utf8');
          resolve({ headers: answer.headers, status: answer.statusCode ?? 0, head });
          asked.destroy();
        };
        answer.on('data', (chunk: Buffer) => {
          chunks.push(chunk);
          size += chunk.length;
          if (size >= HEAD_BYTES) end();
        });
        answer.once('end', end);
        answer.once('close', end);
        answer.on('error', end);
      },
    );
    const timer = setTimeout(() => asked.destroy(new Error('late')), ANSWER_LIMIT_MS);
    asked.on('error', () => {
      clearTimeout(timer);
      resolve(undefined);
    });
    asked.end();
  });
}

function first(value: string | readonly string[] | undefined): string {
  return (typeof value === 'string' ? value : (value?.[0] ?? '')).trim();
}

function clip(text: string): string {
  return text.length > NAME_LIMIT ? `${text.slice(0, NAME_LIMIT - 1)}…` : text;
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}
