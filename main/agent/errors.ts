// Page agent: what went wrong, told once however many ways it is heard of.
import { cut, listen, now, RESERVED_PATH } from './base.ts';
import { isThrown, toText } from './bounded.ts';
import type { ErrorDraft, Push } from './draft.ts';

/** What a framework knows of an error beside the error. */
export type ErrorDetail = Partial<
  Pick<ErrorDraft, 'source' | 'component' | 'componentStack' | 'props' | 'info' | 'handled' | 'url' | 'line' | 'column'>
>;

/** The same error heard of again within this time is the same throw, in milliseconds. */
const SAME_MS = 1000;
/** A framework's words about an error and the error itself are at most this far apart, in milliseconds. */
const BESIDE_MS = 100;
/** Characters of a stack. */
const STACK_LIMIT = 8000;

export interface Errors {
  report(source: ErrorDraft['source'], thrown: unknown, detail?: ErrorDetail): void;
  /** Words of a framework that come just before the error they are about. */
  announce(detail: ErrorDetail): void;
  /** Words that come just after it. */
  amend(detail: ErrorDetail): void;
}

/** A stack without the agent's own frames. */
export const toStack = (stack: unknown): string =>
  cut(stack, STACK_LIMIT)
    .split('\n')
    .filter((line) => !line.includes(`${RESERVED_PATH}agent`))
    .join('\n');

export function createErrors(push: Push): Errors {
  const told = new WeakMap<object, number>();
  let coming: ErrorDetail | undefined;
  let comingUntil = 0;
  let last: ErrorDraft | undefined;

  return {
    report(source, thrown, detail) {
      const at = now();
      const item: ErrorDraft = { type: 'error', source, name: 'Error', message: '', at, count: 1 };
      if (isThrown(thrown)) {
        const before = told.get(thrown);
        told.set(thrown, at);
        if (before && at - before < SAME_MS) return;
        item.name = cut(thrown.name);
        item.message = cut(thrown.message);
        item.stack = toStack(thrown.stack);
      } else item.message = cut(toText(thrown));
      Object.assign(item, at < comingUntil && coming, detail);
      coming = undefined;
      push((last = item));
    },
    announce(detail) {
      coming = detail;
      comingUntil = now() + BESIDE_MS;
    },
    amend(detail) {
      if (last && !last.component && now() - (last.at ?? 0) < BESIDE_MS) Object.assign(last, detail);
    },
  };
}

/** Listens for what the browser itself tells of. */
export function watchErrors(errors: Errors): void {
  listen<ErrorEvent>('error', ({ target, error, message, filename: url, lineno: line, colno: column }) => {
    if (target instanceof Element) {
      const address = (target as HTMLImageElement).src || (target as HTMLLinkElement).href || '';
      errors.report('resource', `<${target.localName}> ${String(address)}`, { url: cut(address) });
    } else errors.report('window.onerror', error ?? message, { url, line, column });
  });
  listen<PromiseRejectionEvent>('unhandledrejection', ({ reason }) => errors.report('unhandledrejection', reason));
  listen<SecurityPolicyViolationEvent>('securitypolicyviolation', (event) => {
    if (event.blockedURI.includes(RESERVED_PATH)) return;
    errors.report('csp', `${event.effectiveDirective} ${event.disposition} ${event.blockedURI}`, {
      ...{ url: event.sourceFile, line: event.lineNumber, column: event.columnNumber },
    });
  });
}
