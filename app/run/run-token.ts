// Shell: the secret of one run: what a browser needs for the dashboard and a program to send events into pages.
import { randomBytes } from 'node:crypto';
import { Fault } from '../../main/base/fault.ts';

/** The environment variable that gives the run's token. */
export const TOKEN_VARIABLE = 'THROUGHLINE_TOKEN';
/** The shortest token that is taken, in characters. */
export const TOKEN_MINIMUM = 16;

/** The token that the environment gives; undefined where it gives none. */
export function givenToken(environment: NodeJS.ProcessEnv = process.env): string | undefined {
  const given = environment[TOKEN_VARIABLE];
  if (given === undefined || given === '') return undefined;
  if (given.length >= TOKEN_MINIMUM && /^[\w.~-]+$/.test(given)) return given;
  throw new Fault(
    'bad-usage',
    `${TOKEN_VARIABLE} must have ${TOKEN_MINIMUM} characters or more, of letters, digits and - . _ ~ alone.`,
  );
}

/** A token that nobody can guess. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}
