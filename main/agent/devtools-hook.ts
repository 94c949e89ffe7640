// Page agent: the place where a framework looks for its developer tools.
import { safely } from './base.ts';

type Slot = Record<string, unknown>;

/**
 * Watches the hook of that name: the one there is, or else a stand-in that a later one takes the place of.
 * The stand-in hangs on the window's prototype, so the window has no property more and real tools find their place free.
 */
export function watchHook(name: string, stand: object, watch: (hook: object) => void): void {
  const look = (hook: unknown): void => {
    if (typeof hook === 'object' && hook) safely(() => watch(hook));
  };
  const there = (window as unknown as Slot)[name];
  look(there || stand);
  if (there) return;
  Object.defineProperty(Window.prototype, name, {
    configurable: true,
    get: () => stand,
    set(value: unknown) {
      look(value);
      delete (Window.prototype as unknown as Slot)[name];
      (window as unknown as Slot)[name] = value;
    },
  });
}
