// Shell: finished files that a browser may fetch once.
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Disposable } from '../../main/base/disposable.ts';

/** How many files wait at most; the oldest goes when another comes. */
export const SHELF_LIMIT = 8;

/** The start of a download's address. */
export const DOWNLOAD_PATH = '/download/';

export interface DownloadShelf extends Disposable {
  /** Takes over a file and gives the address under which it can be fetched once. */
  offer(path: string, name: string): Promise<string>;
  /** The file as an answer, removed when it has been read; 404 where the id is not known any more. */
  take(id: string): Response;
  close(): Promise<void>;
}

export function createDownloadShelf(): DownloadShelf {
  const waiting = new Map<string, { readonly path: string; readonly name: string }>();
  const removals = new Set<Promise<void>>();
  const remove = (path: string): Promise<void> => {
    const removal = rm(path, { force: true }).finally(() => removals.delete(removal));
    removals.add(removal);
    return removal;
  };
  return {
    offer: async (path, name) => {
      const oldest = waiting.entries().next();
      if (waiting.size >= SHELF_LIMIT && oldest.done !== true) {
        waiting.delete(oldest.value[0]);
        await remove(oldest.value[1].path);
      }
      const id = randomBytes(16).toString('hex');
      waiting.set(id, { path, name });
      return `${DOWNLOAD_PATH}${id}`;
    },
    take: (id) => {
      const file = waiting.get(id);
      if (file === undefined) return new Response('This download was fetched already, or is gone.\n', { status: 404 });
      waiting.delete(id);
      const stream = createReadStream(file.path);
      stream.once('close', () => void remove(file.path));
      return new Response(Readable.toWeb(stream), {
        headers: {
          'Content-Type': 'application/octet-stream',
          'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`,
        },
      });
    },
    close: async () => {
      await Promise.all([...waiting.values()].map(({ path }) => remove(path)));
      waiting.clear();
      await Promise.all(removals);
    },
  };
}
