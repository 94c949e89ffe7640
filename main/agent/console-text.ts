// Page agent: a console call's arguments as one text (Console Standard, section 2.2).
import { cut } from './base.ts';
import { writeBounded } from './bounded.ts';

/** The message of a call with bounded values: directives in the first argument take the next ones, the others follow with a blank between. */
export function formatCall(args: readonly unknown[]): string {
  const [first, ...rest] = args;
  if (typeof first !== 'string') return cut(args.map(writeBounded).join(' '));
  const text = first.replace(/%([sdifoOc%])/g, (found, directive: string) => {
    if (directive === '%') return '%';
    if (!rest.length) return found;
    const value = rest.shift();
    if (directive === 'c') return '';
    if (directive === 'f') return String(parseFloat(value as string));
    return 'di'.includes(directive) ? String(parseInt(value as string)) : writeBounded(value);
  });
  return cut([text, ...rest.map(writeBounded)].join(' '));
}
