// Proxy, tests only: raw sockets on both sides of a real proxy, and what it tapped. Everything is awaited, nothing slept for.
import { createServer, connect, type AddressInfo, type Server, type Socket } from 'node:net';
import { systemClock } from '../base/clock.ts';
import { DEFAULT_PROXY_CONFIG, type ProxyConfig } from '../model/config.ts';
import type { TapEvent } from '../model/tap-event.ts';
import { createProxy, type Proxy } from './proxy.ts';
import type { ReservedPosts } from './reserved-post.ts';
import { TRACE_OFF } from './trace-plan.ts';

/** A growing record of what happened, and promises for what has not yet. */
export class Journal<T> {
  readonly all: T[] = [];
  readonly #waiting = new Set<() => void>();

  add(entry: T): void {
    this.all.push(entry);
    for (const check of [...this.#waiting]) check();
  }

  /** Looks again now and after each entry until `find` gives a value. */
  when<R>(find: (all: readonly T[]) => R | undefined): Promise<R> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = find(this.all);
        if (found === undefined) return;
        this.#waiting.delete(check);
        resolve(found);
      };
      this.#waiting.add(check);
      check();
    });
  }
}

/** One end of a raw connection: what came so far, as latin1 text. */
export class RawEnd {
  readonly #journal = new Journal<string>();
  text = '';
  /** The other side sent FIN. */
  ended = false;
  /** `closed` after an orderly end, `reset` after an error. */
  end: 'open' | 'closed' | 'reset' = 'open';

  constructor(readonly socket: Socket) {
    socket.on('data', (bytes: Buffer) => {
      this.text += bytes.toString('latin1');
      this.#journal.add('data');
    });
    socket.on('end', () => {
      this.ended = true;
      this.#journal.add('end');
    });
    socket.on('error', () => {
      this.end = 'reset';
    });
    socket.on('close', () => {
      if (this.end === 'open') this.end = 'closed';
      this.#journal.add('close');
    });
  }

  write(text: string): void {
    this.socket.write(text, 'latin1');
  }

  /** All text so far, once it contains `part`, `times` times. */
  async has(part: string, times = 1): Promise<string> {
    await this.#journal.when(() => (this.text.split(part).length > times ? true : undefined));
    return this.text;
  }

  /** All text, once the other side sent FIN or the connection is closed. */
  async over(): Promise<string> {
    await this.#journal.when(() => (this.ended || this.end !== 'open' ? true : undefined));
    return this.text;
  }

  async closed(): Promise<'closed' | 'reset'> {
    await this.#journal.when(() => (this.end === 'open' ? undefined : true));
    return this.end === 'reset' ? 'reset' : 'closed';
  }
}

/** A TCP server whose connections the test drives by hand. */
export interface RawServer {
  readonly port: number;
  readonly url: string;
  /** The connection number `index`, from 0, once it is there. */
  connection(index: number): Promise<RawEnd>;
  readonly connections: number;
}

/** That many answers of the proxy without a byte moving mean that none will. */
const QUIET_TURNS = 50;

/** Owns sockets and proxies of one test and closes them. */
export class WireRig {
  readonly #closers: (() => Promise<void> | void)[] = [];

  async server(host = '127.0.0.1', port = 0): Promise<RawServer> {
    const journal = new Journal<RawEnd>();
    const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => journal.add(new RawEnd(socket)));
    await listening(server, host, port);
    this.#closers.push(() => {
      server.close();
      for (const end of journal.all) end.socket.destroy();
    });
    const bound = (server.address() as AddressInfo).port;
    return {
      port: bound,
      url: `http://${host.includes(':') ? `[${host}]` : host}:${bound}`,
      connection: (index) => journal.when((all) => all[index]),
      get connections() {
        return journal.all.length;
      },
    };
  }

  /** Closed when the test ends. */
  own(close: () => Promise<void> | void): void {
    this.#closers.push(close);
  }

  async proxy(
    config: Partial<ProxyConfig> & {
      readonly certificateFolder?: string;
      readonly posts?: ReservedPosts;
      readonly agent?: Buffer;
    },
  ): Promise<{ readonly proxy: Proxy; readonly taps: TapJournal }> {
    const taps = new TapJournal();
    const { certificateFolder, posts, agent, ...rest } = config;
    const proxy = await createProxy({
      // Most tests look at what passes as it is.
      config: { ...DEFAULT_PROXY_CONFIG, port: 0, trace: TRACE_OFF, ...rest },
      sink: { push: (event) => taps.add(event) },
      clock: systemClock,
      version: '1.2.3',
      firstExchange: 1,
      ...(certificateFolder === undefined ? {} : { certificateFolder }),
      ...(posts === undefined ? {} : { posts }),
      ...(agent === undefined ? {} : { agent: { agent } }),
    });
    this.#closers.push(() => proxy.close());
    return { proxy, taps };
  }

  /** A raw connection; `host` is where to. */
  async client(port: number, host = '127.0.0.1'): Promise<RawEnd> {
    const socket = connect({ port, host, allowHalfOpen: true, noDelay: true });
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    this.#closers.push(() => void socket.destroy());
    return new RawEnd(socket);
  }

  /** What is left unsent in a socket once nothing moves any more while the proxy goes on turning. */
  async unsent(socket: Socket, proxyPort: number): Promise<number> {
    const prober = await this.client(proxyPort);
    let left = socket.writableLength;
    for (let still = 0, turns = 1; still < QUIET_TURNS; turns += 1) {
      prober.write('GET /__throughline/health HTTP/1.1\r\nHost: localhost\r\n\r\n');
      await prober.has('"version"', turns);
      still = socket.writableLength === left ? still + 1 : 0;
      left = socket.writableLength;
    }
    return left;
  }

  /** A proxy with a raw upstream behind it and a raw browser before it. */
  async pair(config: Parameters<WireRig['proxy']>[0] = {}) {
    const server = await this.server();
    const { proxy, taps } = await this.proxy({ target: server.url, ...config });
    const client = await this.client(proxy.port);
    return { server, proxy, taps, client };
  }

  async close(): Promise<void> {
    for (const close of this.#closers.splice(0).reverse()) await close();
  }
}

function listening(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, resolve);
  });
}

type OfType<K extends TapEvent['type']> = Extract<TapEvent, { readonly type: K }>;

/** What a proxy tapped. */
export class TapJournal extends Journal<TapEvent> {
  of<K extends TapEvent['type']>(type: K, exchange = 1): OfType<K>[] {
    return this.all.filter(
      (event): event is OfType<K> => event.type === type && 'exchange' in event && event.exchange === exchange,
    );
  }

  /** The exchange's events once it is closed, by type and in order. */
  async closed(exchange = 1): Promise<readonly TapEvent['type'][]> {
    await this.when(() => (this.of('closed', exchange).length > 0 ? true : undefined));
    return this.all.filter((event) => 'exchange' in event && event.exchange === exchange).map((event) => event.type);
  }
}

/** A small complete answer. */
export const OK_ANSWER = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

/** The header lines of a message's head, without the first line. */
export function fieldLines(text: string): string[] {
  return text.slice(0, text.indexOf('\r\n\r\n')).split('\r\n').slice(1);
}
