// Page agent: errors as a React root hears of them: uncaught, caught by a boundary, recovered from.
import { heardBy, standFor, type Method } from './base.ts';
import { parseComponents, toComponents } from './component-text.ts';
import { watchHook } from './devtools-hook.ts';
import type { Errors } from './errors.ts';

/** The handlers of a root; React 19 has them all, React 18 the last. */
const HANDLERS = ['onUncaughtError', 'onCaughtError', 'onRecoverableError'];
/** Calls that carry a root: before it renders (development builds) and after each commit. */
const CALLS = ['onScheduleFiberRoot', 'onCommitFiberRoot'];

export function watchReact(errors: Errors): void {
  const seen = new WeakSet<object>();
  const meet = (root: Record<string, unknown>): void => {
    if (seen.has(root)) return;
    seen.add(root);
    for (const info of HANDLERS) {
      const hear = ([error, around]: unknown[]): void => {
        const componentStack = parseComponents(String((around as { componentStack?: string }).componentStack));
        errors.report('react', error, { ...toComponents(componentStack), info, handled: info !== HANDLERS[0] });
      };
      if (root[info]) root[info] = standFor(root[info] as Method, heardBy(hear));
    }
  };
  let id = 0;
  const renderers = new Map<number, unknown>();
  const stand = {
    renderers,
    supportsFiber: true,
    inject(renderer: unknown) {
      renderers.set(++id, renderer);
      return id;
    },
    onCommitFiberUnmount: () => undefined,
  };
  watchHook('__REACT_DEVTOOLS_GLOBAL_HOOK__', stand, (hook) => {
    if (seen.has(hook)) return;
    seen.add(hook);
    const calls = hook as Record<string, Method | undefined>;
    for (const name of CALLS) {
      calls[name] = standFor(
        calls[name] ?? (() => undefined),
        heardBy(([, root]) => meet(root as Record<string, unknown>)),
      );
    }
  });
}
