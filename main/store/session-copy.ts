// Store: copies a session, also one that is being recorded, as one complete file.
import { chmodSync, renameSync, rmSync } from 'node:fs';
import { Fault, faultMessage } from '../base/fault.ts';
import { openConnection } from './connection.ts';
import { endRecording } from './recording-mark.ts';
import { openSessionFile } from './session-file.ts';

/** Writes a consistent copy to `to`, replacing what is there only when the copy is whole. Takes as long as writing the bytes; run it off the proxy's thread. */
export function copySession(path: string, to: string): void {
  const part = `${to}.part`;
  rmSync(part, { force: true });
  const file = openSessionFile(path);
  try {
    file.connection.exec('PRAGMA query_only = 0');
    file.connection.prepare('VACUUM INTO ?').run([part]);
    chmodSync(part, 0o600);
    forgetRecording(part);
    renameSync(part, to);
  } catch (cause) {
    rmSync(part, { force: true });
    throw new Fault(
      'copy-failed',
      `The copy ${to} could not be written: ${faultMessage(cause)}. Choose another place.`,
      {
        cause,
      },
    );
  } finally {
    file.close();
  }
}

/** Nobody records into a copy. */
function forgetRecording(path: string): void {
  const connection = openConnection(path, 'write');
  try {
    endRecording(connection);
  } finally {
    connection.close();
  }
}
