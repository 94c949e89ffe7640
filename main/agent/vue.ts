// Page agent: errors and warnings that a Vue 3 application's own handlers take, without changing what they do.
import { cut, heardBy, safely, standFor, type Method } from './base.ts';
import { STACK_DEPTH, toComponents } from './component-text.ts';
import { watchHook } from './devtools-hook.ts';
import type { Push } from './draft.ts';
import type { ErrorDetail, Errors } from './errors.ts';

interface Instance {
  readonly type: { readonly name?: string; readonly __name?: string };
  readonly parent: Instance | null;
  readonly vnode: { readonly props: object | null };
}

type Handler = Method | undefined;

/** The names of a component and those around it. */
function stackOf(instance: Instance | null | undefined): string[] {
  const names: string[] = [];
  for (let at = instance; at && names.length < STACK_DEPTH; at = at.parent)
    names.push(at.type.name || at.type.__name || 'Anonymous');
  return names;
}

const instanceOf = (proxy: unknown): Instance | undefined => (proxy as { $?: Instance } | null)?.$;

function describe(proxy: unknown, info: unknown): ErrorDetail {
  const instance = instanceOf(proxy);
  const props = Object.keys(instance?.vnode.props ?? {});
  return { ...toComponents(stackOf(instance)), props, info: String(info), handled: true };
}

/** Hears what a handler hears, whenever it is set; where none is set Vue finds none. */
function overhear(config: Record<string, Handler>, key: string, hear: (args: unknown[]) => void): void {
  let handler: Handler;
  Object.defineProperty(config, key, {
    configurable: true,
    enumerable: true,
    get: () => handler,
    set(value: Handler) {
      handler = value && standFor(value, heardBy(hear));
    },
  });
}

export function watchVue(push: Push, errors: Errors): void {
  const seen = new WeakSet<object>();
  const meet = (app: unknown): void => {
    const config = (app as { config?: Record<string, Handler> } | undefined)?.config;
    if (!config || seen.has(config)) return;
    seen.add(config);
    const { errorHandler, warnHandler } = config;
    overhear(config, 'errorHandler', ([error, proxy, info]) => errors.report('vue', error, describe(proxy, info)));
    overhear(config, 'warnHandler', ([message, proxy]) => {
      const componentStack = stackOf(instanceOf(proxy));
      push({ type: 'console', level: 'warn', message: `[Vue warn]: ${cut(message)}`, componentStack });
    });
    Object.assign(config, { errorHandler, warnHandler });
  };
  const silent = () => undefined;
  const stand = { emit: silent, on: silent, once: silent, off: silent };
  // Each component's first measure comes before its code runs; the application's own event only after all are mounted.
  watchHook('__VUE_DEVTOOLS_GLOBAL_HOOK__', stand, (hook) => {
    if (seen.has(hook)) return;
    seen.add(hook);
    let emit = (hook as { emit: Method }).emit;
    const heard: Method = function (...args) {
      safely(() => meet(args[1]));
      return emit.apply(this, args);
    };
    // Developer tools that load later write their own functions over the stand-in's.
    Object.defineProperty(hook, 'emit', {
      configurable: true,
      enumerable: true,
      get: () => heard,
      set: (value: Method) => (emit = value),
    });
  });
}
