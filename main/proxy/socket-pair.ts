// Proxy: the two sockets of an upgraded connection, tapped without touching what flows, and how they end.
import type { Socket } from 'node:net';
import type { ExchangeTap } from './tap.ts';
import type { EndedBy } from './upstream-fault.ts';

/** Watches sockets that are piped into each other. Make it in the turn in which the pipes are made: no byte has passed. */
export class SocketPair {
  /** Whose transport ended first; undefined while both are open. */
  endedBy: EndedBy | undefined;
  #open = 2;

  constructor(
    private readonly client: Socket,
    private readonly upstream: Socket,
    private readonly tap: ExchangeTap,
    /** Bytes are WebSocket frames; of other protocols they are tapped as bodies. */
    private readonly webSocket: boolean,
    private readonly bothClosed: () => void,
  ) {
    client.on('data', (bytes: Buffer) => this.#passed(true, bytes));
    upstream.on('data', (bytes: Buffer) => this.#passed(false, bytes));
    this.#watch(client, 'client', upstream);
    this.#watch(upstream, 'upstream', client);
  }

  /** The proxy ends both. */
  end(): void {
    this.endedBy ??= 'proxy';
    this.client.destroy();
    this.upstream.destroy();
  }

  #passed(out: boolean, bytes: Buffer): void {
    if (this.webSocket) this.tap.socketChunk(out ? 'out' : 'in', bytes);
    else this.tap.chunk(out ? 'request' : 'response', bytes);
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
      if (!this.webSocket) {
        this.tap.bodyEnd('request', true, []);
        this.tap.bodyEnd('response', true, []);
      }
      this.bothClosed();
    });
  }
}
