// Renderer link: the only file that talks to the host. birpc with JSON strings over the preload's bridge (Electron) or a WebSocket (browser).
import { createBirpc, type BirpcReturn } from 'birpc';
import { BRIDGE_NAME, linkAddress, type PreloadBridge } from '../main/model/link.ts';
import type { FeedMessage, HostFunctions, WindowFunctions } from '../main/model/protocol.ts';
import type { LinkState } from './store/session-state.ts';

declare global {
  interface Window {
    readonly throughline?: PreloadBridge;
  }
}

/** Waits between attempts to reach the host again, in milliseconds; the last one repeats. */
export const RETRY_DELAYS_MS: readonly number[] = [250, 500, 1_000, 2_000, 5_000];

/** How long an answer may take, in milliseconds. A dialog of the system may stand open meanwhile. */
const ANSWER_TIMEOUT_MS = 10 * 60_000;

/** What the link reports. */
export interface LinkListener {
  feed(messages: readonly FeedMessage[]): void;
  state(link: LinkState): void;
  /** The host is there again (or for the first time): subscribe, and watch what was watched. */
  opened(): void;
}

export type Host = BirpcReturn<HostFunctions, WindowFunctions>;

export interface Link {
  /** The host, while it is there; rejects calls otherwise. */
  readonly host: Host;
  close(): void;
}

/** One way to carry text to the host. */
interface Carrier {
  send(text: string): void;
  close(): void;
}

type Connect = (events: { open(): void; text(text: string): void; gone(): void }) => Carrier;

/** Starts talking to the host of this window. */
export function createLink(listener: LinkListener): Link {
  const bridge = window[BRIDGE_NAME];
  return connectLink(listener, bridge ? overBridge(bridge) : overSocket(linkAddress(window.location)), (run, delay) => {
    const timer = window.setTimeout(run, delay);
    return () => window.clearTimeout(timer);
  });
}

/** The same over any carrier, with a clock of the caller's. */
export function connectLink(
  listener: LinkListener,
  connect: Connect,
  later: (run: () => void, delayMs: number) => () => void,
): Link {
  let carrier: Carrier | undefined;
  let receive: (text: string) => void = () => undefined;
  let attempt = 0;
  let closed = false;
  let cancelRetry: () => void = () => undefined;

  const host = createBirpc<HostFunctions, WindowFunctions>(
    { feed: (messages) => listener.feed(messages) },
    {
      post: (text: string) => carrier?.send(text),
      on: (handler: (text: string) => void) => {
        receive = handler;
      },
      serialize: (value: unknown) => JSON.stringify(value),
      deserialize: (text: string) => JSON.parse(text) as unknown,
      timeout: ANSWER_TIMEOUT_MS,
    },
  );

  const open = () => {
    carrier = connect({
      open() {
        attempt = 0;
        listener.opened();
      },
      text: (text) => receive(text),
      gone() {
        carrier = undefined;
        if (closed) return;
        void Promise.allSettled(host.$rejectPendingCalls());
        listener.state('lost');
        const delay = RETRY_DELAYS_MS[Math.min(attempt, RETRY_DELAYS_MS.length - 1)] ?? 0;
        attempt += 1;
        cancelRetry = later(open, delay);
      },
    });
  };
  open();

  return {
    host,
    close() {
      closed = true;
      cancelRetry();
      carrier?.close();
      host.$close();
    },
  };
}

function overBridge(bridge: PreloadBridge): Connect {
  return (events) => {
    bridge.on((text) => events.text(text));
    queueMicrotask(() => events.open());
    return { send: (text) => bridge.post(text), close: () => undefined };
  };
}

function overSocket(address: string): Connect {
  return (events) => {
    const socket = new WebSocket(address);
    let over = false;
    socket.addEventListener('open', () => events.open());
    socket.addEventListener('message', (message: MessageEvent<string>) => events.text(message.data));
    socket.addEventListener('close', () => {
      if (over) return;
      over = true;
      events.gone();
    });
    return {
      send(text) {
        if (socket.readyState !== WebSocket.OPEN) throw new Error('The host does not answer.');
        socket.send(text);
      },
      close: () => socket.close(),
    };
  };
}
