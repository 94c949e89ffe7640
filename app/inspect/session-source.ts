// Shell: opens what `inspect` and `export` are pointed at: a session, or a HAR by way of a session that lasts as long as it is read.
import { open, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HarWarning } from '../../main/har/har-reader.ts';
import { importSession } from '../../main/import-session.ts';
import { createLocalReader, type LocalReader } from '../../main/store/local-reader.ts';

/** A session to read; closing it removes what was made for it. */
export interface SessionSource {
  readonly reader: LocalReader;
  close(): Promise<void>;
}

/** Opens a `.tline` or `.har`, told apart by what they hold. Throws a Fault where it is neither. */
export async function openSessionSource(
  file: string,
  version: string,
  onWarning: (warning: HarWarning) => void,
): Promise<SessionSource> {
  if (!(await looksLikeHar(file))) {
    const reader = createLocalReader(file);
    return { reader, close: () => reader.close() };
  }
  const folder = await mkdtemp(join(tmpdir(), 'throughline-har-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const session = join(folder, 'imported.tline');
    await importSession(file, session, version, onWarning);
    const reader = createLocalReader(session);
    return {
      reader,
      async close() {
        await reader.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** How an SQLite database starts (its file format, section 1.3). */
const SQLITE_MAGIC = 'SQLite format 3\0';

/** JSON by its first character; a file that is neither JSON nor SQLite goes by its name. */
async function looksLikeHar(file: string): Promise<boolean> {
  const head = await readHead(file);
  if (head === undefined || head.startsWith(SQLITE_MAGIC))
    return head === undefined && file.toLowerCase().endsWith('.har');
  return /^\ufeff?\s*[{[]/.test(head) || file.toLowerCase().endsWith('.har');
}

async function readHead(file: string): Promise<string | undefined> {
  try {
    const handle = await open(file, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
      return buffer.toString('utf8', 0, bytesRead);
    } finally {
      await handle.close();
    }
  } catch {
    // Whoever opens it next says why it can't be read.
    return undefined;
  }
}
