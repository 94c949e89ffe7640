// Shell: the kinds of values that settings of a config file have, each with the words that name it in a problem.
import * as v from 'valibot';
import { faultMessage } from '../../main/base/fault.ts';

/** Longest time limit, in milliseconds: what a 32-bit timer holds. */
export const LONGEST_MS = 2_147_483_647;

export const text = v.pipe(v.string('a text'), v.nonEmpty('a text that is not empty'));
export const yesOrNo = v.boolean('true or false');
export const milliseconds = wholeNumber(0, LONGEST_MS, 'a whole number of milliseconds, 0 for no limit');
export const bytes = wholeNumber(0, Number.MAX_SAFE_INTEGER, 'a whole number of bytes');
export const pattern = v.pipe(text, v.check(isPattern, 'a regular expression'));

/** An object with these fields and no others. */
export function settings<const E extends v.ObjectEntries>(entries: E) {
  return v.strictObject(entries, 'an object');
}

/** A whole number from `least` to `most`. */
export function wholeNumber(least: number, most: number, what: string) {
  return v.pipe(v.number(what), v.integer(what), v.minValue(least, what), v.maxValue(most, what));
}

/** An address as the command line takes it, made into a URL. */
export function address(parse: (typed: string) => string) {
  return v.pipe(
    text,
    v.rawTransform(({ dataset, addIssue, NEVER }) => {
      try {
        return parse(dataset.value);
      } catch (error) {
        addIssue({ message: `an address (${faultMessage(error)})` });
        return NEVER;
      }
    }),
  );
}

function isPattern(source: string): boolean {
  try {
    new RegExp(source);
    return true;
  } catch {
    // The message of the check says it.
    return false;
  }
}
