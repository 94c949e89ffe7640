// Page agent: the entry; the proxy puts it first into each HTML document.
import { watchActions } from './actions.ts';
import { createAim } from './aim.ts';
import { listen, ORIGIN, safely } from './base.ts';
import { watchConsole } from './console.ts';
import type { Push } from './draft.ts';
import { createErrors, watchErrors } from './errors.ts';
import type * as Measures from './measures.ts';
import { createOutbox } from './outbox.ts';
import { watchReact } from './react.ts';
import { watchResources } from './resources.ts';
import { watchFetch, watchXhr } from './requests.ts';
import { parseSetting } from './setting.ts';
import { watchSockets } from './sockets.ts';
import { createTracing } from './trace.ts';
import { watchVue } from './vue.ts';

/** Says that the agent runs in this window; holds nothing. */
const MARK = Symbol.for('throughline');

/** The second part lies beside the first. */
const measure = (push: Push, address: string): Promise<void> =>
  import(/* @vite-ignore */ address.replace('agent.js', 'agent-measures.js')).then(
    (part: typeof Measures) => part.watchMeasures(push),
    // The page's policy may refuse it: no measures then.
    () => undefined,
  );

function start(data: DOMStringMap | undefined, address: string): void {
  const setting = parseSetting(data);
  const tracing = createTracing();
  const { push, leave } = createOutbox(setting.page, tracing);
  const errors = createErrors(push);
  const traceparent = setting.trace ? tracing.traceparent : undefined;
  const takeAim = createAim(setting, push, traceparent);
  const parts = [
    () => watchErrors(errors),
    () => watchConsole(push, errors),
    () => watchVue(push, errors),
    () => watchReact(errors),
    () => setting.trace && watchActions(push, tracing),
    () => watchFetch(takeAim, traceparent),
    () => watchXhr(takeAim, traceparent),
    () => watchSockets(takeAim),
    () => watchResources(push),
    () => listen('load', () => setTimeout(() => void safely(() => measure(push, address)))),
  ];
  for (const part of parts) safely(part);
  // After the others: what they say at the end goes with it.
  listen('visibilitychange', () => document.visibilityState === 'hidden' && leave());
  listen('pagehide', () => {
    push({ type: 'leave' });
    leave();
  });
}

safely(() => {
  const script = document.currentScript;
  // Gone before the page's own scripts look: some take over the head as the server wrote it.
  script?.remove();
  // A sandboxed frame may report nothing, and all it asks for is another origin's.
  if (MARK in window || ORIGIN === 'null') return;
  Object.defineProperty(window, MARK, { value: true });
  start(script?.dataset, (script as HTMLScriptElement | null)?.src ?? '');
});
