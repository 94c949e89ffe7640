// Page agent: what the page writes to its console.
import { replace, safely } from './base.ts';
import { isThrown, toBounded } from './bounded.ts';
import { parseComponents, parseReactMessage, parseVueWarning } from './component-text.ts';
import { formatCall } from './console-text.ts';
import type { Push } from './draft.ts';
import { toStack, type Errors } from './errors.ts';

const LEVELS = ['log', 'info', 'warn', 'error', 'debug', 'trace', 'assert'];

export function watchConsole(push: Push, errors: Errors): void {
  let isBusy = false;
  const tell = (level: string, given: readonly unknown[], place: Error): void => {
    const isAssert = level === 'assert';
    if (isAssert && given[0]) return;
    const values = given.slice(Number(isAssert)).map(toBounded);
    const message = (isAssert ? 'Assertion failed: ' : '') + formatCall(values);
    const args = values.filter((value) => typeof value === 'object' && value);
    const isVue = message.startsWith('[Vue warn]');
    push({
      type: 'console',
      level,
      message,
      // Those of a Vue warning are a component's properties.
      args: args[0] && !isVue ? args : undefined,
      componentStack: isVue ? parseComponents(message) : undefined,
      // Written out when it is sent: that is most of its cost.
      stack: { toJSON: () => toStack(place.stack) } as unknown as string,
    });
    const coming = isVue && parseVueWarning(message, given);
    if (coming) errors.announce(coming);
    const thrown = level === 'error' && given.find(isThrown);
    if (thrown) errors.report('console.error', thrown);
    const before = parseReactMessage(message);
    if (before) errors.amend(before);
  };
  for (const level of LEVELS) {
    replace(console, level, (call, args) => {
      const result = call(args);
      if (!isBusy) {
        isBusy = true;
        safely(() => tell(level, args, new Error()));
        isBusy = false;
      }
      return result;
    });
  }
}
