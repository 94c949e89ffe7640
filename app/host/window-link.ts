// Shell: one window's side of the link: birpc over JSON text, every message checked, the feed held back when the window is slow.
import { createBirpc } from 'birpc';
import type { CommandResult, WindowFunctions, WorkspaceState } from '../../main/model/protocol.ts';
import type { Disposable } from '../../main/base/disposable.ts';
import { Fault, faultCode, faultMessage } from '../../main/base/fault.ts';
import { isLinkMessage, parseCommand, parseQuery, parseSourceQuery, parseWatch } from './window-message.ts';
import type { FeedSubscription, Workspace } from './workspace.ts';

/** A way to carry text to one window. */
export interface Channel {
  /** Sends a text; `sent` is called when it has left this process. Never throws. */
  post(text: string, sent: () => void): void;
  /** Sets the one listener. */
  onText(listener: (text: string) => void): void;
}

/** Characters on their way to a window above which the feed waits; it starts over for a window that stays behind. */
export const IN_FLIGHT_LIMIT = 4 * 1024 * 1024;

/** Calls of one window that may run at the same time; more are refused. */
export const CALL_LIMIT = 64;

/** Serves a window that looks at `workspace` until closed. */
export function connectWindow(workspace: Workspace, channel: Channel): Disposable {
  const link = new WindowLink(workspace, channel);
  return { close: () => link.close() };
}

class WindowLink {
  readonly #workspace: Workspace;
  readonly #rpc;
  readonly #forget: () => void;
  #subscription: FeedSubscription | undefined;
  #watched: readonly string[] = [];
  #inFlight = 0;
  #calls = 0;
  #closed = false;

  constructor(workspace: Workspace, channel: Channel) {
    this.#workspace = workspace;
    const functions = this.#functions();
    this.#rpc = createBirpc<WindowFunctions, typeof functions>(functions, {
      eventNames: ['feed'],
      post: (text: string) => this.#post(channel, text),
      on: (listener: (text: string) => void) =>
        channel.onText((text) => {
          if (!this.#closed && isLinkMessage(text)) listener(text);
        }),
      serialize: toText,
      deserialize: (text: string): unknown => JSON.parse(text),
      // Names such as `constructor` must not reach an object's own inheritance.
      resolver: (name, found) => (Object.hasOwn(functions, name) ? found : undefined),
      onGeneralError: () => true,
    });
    this.#forget = workspace.onReplaced(() => {
      if (this.#subscription !== undefined) this.#subscribe();
    });
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#forget();
    this.#subscription?.close();
    this.#rpc.$close();
  }

  #functions() {
    return {
      subscribe: (): WorkspaceState => {
        this.#subscribe();
        return this.#workspace.state();
      },
      watch: (ids: unknown): void => {
        this.#watched = parseWatch(ids);
        this.#subscription?.watch(this.#watched);
      },
      query: (name: unknown, args: unknown): Promise<unknown> =>
        this.#limited(async () => {
          const question = parseQuery(name, args);
          const reader = this.#workspace.reader;
          if (reader === undefined) throw new Fault('no-session', 'Nothing is recorded yet; open a target first.');
          const ask = reader[question.name] as (...given: readonly unknown[]) => Promise<unknown>;
          return ask.apply(reader, [...question.args]);
        }),
      source: (name: unknown, args: unknown): Promise<unknown> =>
        this.#limited<unknown>(async () => {
          const question = parseSourceQuery(name, args);
          const { sources } = this.#workspace;
          if (sources === undefined) throw new Fault('no-session', 'Nothing is recorded yet; open a target first.');
          return sources[question.name](...question.args);
        }),
      command: (command: unknown): Promise<CommandResult> =>
        this.#limited(async () => this.#workspace.run(parseCommand(command))).catch(toRefusal),
      startPage: () => this.#limited(() => this.#workspace.startPage()),
    };
  }

  async #limited<T>(work: () => Promise<T>): Promise<T> {
    if (this.#calls >= CALL_LIMIT) {
      throw new Fault('too-many-calls', `More than ${CALL_LIMIT} calls of this window are under way; try again.`);
    }
    this.#calls += 1;
    try {
      return await work();
    } finally {
      this.#calls -= 1;
    }
  }

  #subscribe(): void {
    this.#subscription?.close();
    let current = true;
    const subscription = this.#workspace.subscribe(
      (messages) => {
        if (current && !this.#closed) void this.#rpc.feed(messages);
      },
      { ready: () => this.#inFlight < IN_FLIGHT_LIMIT },
    );
    this.#subscription = {
      watch: (ids) => subscription.watch(ids),
      close: () => {
        current = false;
        subscription.close();
      },
    };
    if (this.#watched.length > 0) this.#subscription.watch(this.#watched);
  }

  #post(channel: Channel, text: string): void {
    if (this.#closed) return;
    this.#inFlight += text.length;
    channel.post(text, () => {
      this.#inFlight -= text.length;
    });
  }
}

function toRefusal(error: unknown): CommandResult {
  return { ok: false, code: faultCode(error), message: faultMessage(error) };
}

/** JSON in which errors keep their code and message, and nothing else of them. */
function toText(value: unknown): string {
  return JSON.stringify(value, (_key, field: unknown) =>
    field instanceof Error ? { name: field.name, code: faultCode(field), message: faultMessage(field) } : field,
  );
}
