// Proxy: the two sockets of an upgraded connection, tapped without touching what flows, and how they end.
import type { Socket } from 'node:net';
import type { HotStream } from './hot-stream.ts';
import type { ExchangeTap } from './tap.ts';
import type { EndedBy } from './upstream-fault.ts';

/** Two sockets that are piped into each other. */
export interface PairedSockets {
  readonly client: Socket;
  readonly upstream: Socket;
  readonly tap: ExchangeTap;
  /** Bytes are WebSocket frames; of other protocols they are tapped as bodies. */
  readonly webSocket: boolean;
  /** Where messages of ours may be put between those of the upstream. */
  readonly stream: HotStream | undefined;
}

/** Watches sockets that are piped into each other. Make it in the turn in which the pipes are made: no byte has passed. */
export class SocketPair {
  /** Whose transport ended first; undefined while both are open. */
  endedBy: EndedBy | undefined;
  #open = 2;

  constructor(
    private readonly pair: PairedSockets,
    private readonly bothClosed: () => void,
  ) {
    const { client, upstream } = pair;
    client.on('data', (bytes: Buffer) => this.#passed(true, bytes));
    upstream.on('data', (bytes: Buffer) => this.#passed(false, bytes));
    this.#watch(client, 'client', upstream);
    this.#watch(upstream, 'upstream', client);
  }

  /** The proxy ends both. */
  end(): void {
    this.endedBy ??= 'proxy';
    this.pair.client.destroy();
    this.pair.upstream.destroy();
  }

  #passed(out: boolean, bytes: Buffer): void {
    const { tap, webSocket, stream } = this.pair;
    if (!out) stream?.passed(bytes);
    if (webSocket) tap.socketChunk(out ? 'out' : 'in', bytes);
    else tap.chunk(out ? 'request' : 'response', bytes);
  }

  #watch(socket: Socket, side: 'client' | 'upstream', other: Socket): void {
    socket.on('end', () => {
      this.endedBy ??= side;
    });
    socket.on('close', () => {
      this.endedBy ??= side;
      // Both directions are over here, so there is nobody to read or to write for there; what is queued still goes out.
      other.destroySoon();
      this.#open -= 1;
      if (this.#open > 0) return;
      const { tap, webSocket } = this.pair;
      if (!webSocket) {
        tap.bodyEnd('request', true, []);
        tap.bodyEnd('response', true, []);
      }
      this.bothClosed();
    });
  }
}
