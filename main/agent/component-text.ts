// Page agent: what Vue and React themselves write about components, read from their console texts.
import type { ErrorDetail } from './errors.ts';

/** Components of a trace or stack. */
export const STACK_DEPTH = 50;

/** The names in Vue's ` at <Name …>` or React's `    at Name (…)` and `Name@…` lines; the page's own tags are left out. */
export function parseComponents(text: string): string[] {
  const found = text.matchAll(/^ *at <?([A-Z]\S*?)(?=[\s>]|$)|^([A-Z]\S*?)@/gm);
  return Array.from(found, ([, name, before]) => name ?? before ?? '').slice(0, STACK_DEPTH);
}

/** A stack of components with the innermost, the one concerned, by itself. */
export const toComponents = (componentStack: readonly string[]): ErrorDetail => ({
  component: componentStack[0],
  componentStack,
});

/** What a Vue warning says of the error that comes next; nothing when it is about something else. */
export function parseVueWarning(message: string, args: readonly unknown[]): ErrorDetail | undefined {
  const [, info] = /^\[Vue warn\]: Unhandled error(?: during execution of )?(.*)/.exec(message) ?? [];
  if (info === undefined) return undefined;
  const first = args.slice(2);
  const end = first.indexOf('\n');
  const props = (end < 0 ? first : first.slice(0, end)).flatMap((arg) => /^ *([\w:-]+)=/.exec(String(arg))?.[1] ?? []);
  return { source: 'vue', info: info.trim(), props, handled: false, ...toComponents(parseComponents(message)) };
}

/** What React says of the error that came just before. */
export function parseReactMessage(message: string): ErrorDetail | undefined {
  if (!/(above|An) error occurred in (the <|one of)/.test(message)) return undefined;
  const componentStack = parseComponents(message);
  const component = /<(.+?)> comp/.exec(message)?.[1];
  return { source: 'react', component, componentStack, handled: message.includes('boundary you provided') };
}
