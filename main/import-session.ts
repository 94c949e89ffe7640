// Composition: makes a session file of a HAR. Joins the HAR reader to the store's writer; called by the shells and the command line.
import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { basename } from 'node:path';
import { Fault } from './base/fault.ts';
import { type HarImport, importHar } from './har/har-import.ts';
import type { HarWarning } from './har/har-reader.ts';
import { createWriter } from './store/writer.ts';

/**
 * Imports the HAR at `harPath` into a new session at `sessionPath`. Never overwrites: throws a Fault `session-exists` where
 * something is there already, `har-invalid` or `har-unreadable` where the HAR can't be read; then no session is left behind.
 */
export async function importSession(
  harPath: string,
  sessionPath: string,
  version: string,
  onWarning: (warning: HarWarning) => void = () => undefined,
): Promise<HarImport> {
  if (existsSync(sessionPath)) {
    throw new Fault(
      'session-exists',
      `${basename(sessionPath)} is there already and is not overwritten; choose another name`,
    );
  }
  try {
    return await importHar(harPath, createWriter({ path: sessionPath, version }), onWarning);
  } catch (error) {
    await removeSession(sessionPath);
    throw error;
  }
}

/** The session with what SQLite may have left beside it. */
async function removeSession(path: string): Promise<void> {
  for (const suffix of ['', '-wal', '-shm', '-journal']) await rm(path + suffix, { force: true });
}
