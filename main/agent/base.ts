// Page agent: the browser's own functions, taken before the page can replace them, and what nothing here does without.

/** The document's origin; `null` in a sandboxed frame. */
export const ORIGIN = self.origin;

/** Everything under this path is Throughline's own. */
export const RESERVED_PATH = '/__throughline/';

/** Entries of one list of the agent (queue, lists of keys already told). */
export const LIST_LIMIT = 1000;

/** Characters of a message, stack, label or address that are kept. */
export const TEXT_LIMIT = 4000;

/** The page's own property, whatever it is; the agent never asks of what kind. */
export type Method = (this: unknown, ...args: unknown[]) => unknown;

// eslint-disable-next-line @typescript-eslint/unbound-method -- functions of the window need no owner
export const { fetch, setTimeout, clearTimeout, Request } = window;
export const beacon = navigator.sendBeacon?.bind(navigator);

/** Milliseconds since the Unix epoch, with a fraction. */
export const now = (): number => performance.timeOrigin + performance.now();

/** The head of a text. */
export const cut = (text: unknown, limit = TEXT_LIMIT): string => String(text).slice(0, limit);

/** Runs a part of the agent; a fault in it is never the page's. */
export function safely<T>(run: () => T): T | undefined {
  try {
    return run();
  } catch {
    return undefined;
  }
}

/** Listens before the page does. */
export function listen<T extends Event>(type: string, listener: (event: T) => void): void {
  addEventListener(type, (event) => void safely(() => listener(event as T)), true);
}

/** What stands in for a function or class: calls the real one with arguments of its choice. */
export type StandIn = (call: (args: readonly unknown[]) => unknown, args: unknown[], self: unknown) => unknown;

/** A function or class with a stand-in before it. A Proxy, so name, length, statics, prototype and subclasses stay. */
export const standFor = <T extends object>(real: T, standIn: StandIn): T =>
  new Proxy(real, {
    apply: (target, self, args) => standIn((given) => Reflect.apply(target as Method, self, given), args, self),
    construct: (target, args, newTarget) =>
      standIn((given) => Reflect.construct(target as NewableFunction, given, newTarget), args, target) as object,
  });

/** A stand-in that only listens. */
export const heardBy =
  (hear: (args: unknown[]) => void): StandIn =>
  (call, args) => {
    safely(() => hear(args));
    return call(args);
  };

/** Puts a stand-in in the place of an owner's method or class; what is missing stays missing. */
export function replace(owner: object, key: string, standIn: StandIn): void {
  safely(() => {
    const found = Object.getOwnPropertyDescriptor(owner, key);
    const real = found?.value as { prototype?: { constructor: unknown } };
    const value = standFor(real, standIn);
    Object.defineProperty(owner, key, { ...found, value });
    if (real.prototype) real.prototype.constructor = value;
  });
}
