// Page agent: what a person does in the page; each begins a trace. Also the page's way from address to address.
import { cut, listen, now, replace, safely } from './base.ts';
import type { Push } from './draft.ts';
import { toControl, toLabel, toSelector } from './label.ts';
import type { Tracing } from './trace.ts';

/** An event that the browser makes out of another comes within this time after it, in milliseconds. */
const BESIDE_MS = 100;

export function watchActions(push: Push, tracing: Tracing): void {
  let last = 0;
  const begin = (action: string, label: string, selector?: string, at = now()): void => {
    last = now();
    const url = cut(location.href);
    push({ type: 'action', at, action, label, selector, url, ...tracing.begin() });
  };

  const hear = (event: Event): void => {
    const { type, isTrusted } = event;
    const [target] = event.composedPath();
    const key = (event as KeyboardEvent).key;
    if (!isTrusted || !(target instanceof Element) || (type === 'keydown' && key !== 'Enter' && key !== 'Escape'))
      return;
    // A click on a label or by a key, a submission, a change: part of what was just done.
    const isDerived = type !== 'keydown' && !(type === 'click' && (event as MouseEvent).detail);
    if (isDerived && now() - last < BESIDE_MS) return;
    const control = toControl(target);
    begin(type, `${key ? `${key} on ` : ''}${toLabel(control)}`, toSelector(control));
  };
  for (const type of ['click', 'submit', 'keydown', 'change']) listen(type, hear);

  let url = location.href;
  const follow = (isMade: boolean): void => {
    if (url === location.href) return;
    url = location.href;
    // What the page's script does belongs to the action under way; going back is one itself.
    if (isMade ? !tracing.current() : now() - last > BESIDE_MS) begin('navigate', `to ${location.pathname}`);
    push({ type: 'route', url: cut(url) });
  };
  for (const name of ['pushState', 'replaceState'])
    replace(History.prototype, name, (call, args) => {
      const result = call(args);
      safely(() => follow(true));
      return result;
    });
  for (const type of ['popstate', 'hashchange']) listen(type, () => follow(false));

  begin('navigate', `load ${location.pathname}`, undefined, performance.timeOrigin);
  last = 0;
}
