// Shell: `throughline export`: a session as HAR 1.2.
import { resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { Fault } from '../../main/base/fault.ts';
import { writeHar } from '../../main/har/har-writer.ts';
import { openSessionSource } from '../inspect/session-source.ts';

export interface ExportOptions {
  /** The HAR's path; a file that is there is replaced. */
  readonly har: string;
  /** Write secrets as they are. */
  readonly raw: boolean;
  /** The program's version, for `log.creator`. */
  readonly version: string;
}

/** Resolves with the exit code; throws a Fault. What was written is said on `stderr`. */
export async function runExport(file: string, { har, raw, version }: ExportOptions, stderr: Writable): Promise<number> {
  if (resolve(file) === resolve(har)) {
    throw new Fault('har-unwritable', `${har} is the file to read; choose another name for the HAR`);
  }
  const source = await openSessionSource(file, version, ({ reason }) => stderr.write(`${reason}\n`));
  try {
    await writeHar(source.reader, har, { raw, version });
  } finally {
    await source.close();
  }
  stderr.write(`Wrote ${har}${raw ? ', with all secrets in it' : '; secrets are redacted'}\n`);
  return 0;
}
