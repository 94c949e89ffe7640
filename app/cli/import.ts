// Shell: `throughline import`: a HAR as a session.
import type { Writable } from 'node:stream';
import type { HarWarning } from '../../main/har/har-reader.ts';
import { importSession } from '../../main/import-session.ts';

export interface ImportOptions {
  /** The new session's path. */
  readonly session: string;
  /** The program's version, kept in the session. */
  readonly version: string;
}

/** Warnings printed one by one; the rest is counted. */
const WARNINGS_SHOWN = 10;

/** Resolves with the exit code; throws a Fault, also where the session is there already. What was done is said on `stderr`. */
export async function runImport(file: string, { session, version }: ImportOptions, stderr: Writable): Promise<number> {
  let warned = 0;
  const onWarning = ({ index, reason }: HarWarning): void => {
    if (warned++ < WARNINGS_SHOWN) stderr.write(`${index === undefined ? '' : `entry ${index}: `}${reason}\n`);
  };
  const { exchanges } = await importSession(file, session, version, onWarning);
  if (warned > WARNINGS_SHOWN) stderr.write(`and ${warned - WARNINGS_SHOWN} more warnings\n`);
  stderr.write(`Imported ${exchanges} ${exchanges === 1 ? 'exchange' : 'exchanges'} into ${session}\n`);
  return 0;
}
