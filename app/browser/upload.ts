// Shell: a file that a page sends to be opened: streamed into a private file, with a bound.
import { createWriteStream } from 'node:fs';
import { open, rm } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import { basename, extname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Fault } from '../../main/base/fault.ts';

/** The largest file that can be sent, in bytes. */
export const UPLOAD_LIMIT = 4 * 1024 * 1024 * 1024;

/** How a database begins (SQLite file format, section 1.3). */
const DATABASE_HEAD = Buffer.from('SQLite format 3\0');

/** A file's name as the page gave it, safe to show and to make a path of; a fault where its kind is not known. */
export function uploadName(given: string | null): string {
  const name = basename((given ?? '').replaceAll('\\', '/'))
    .replace(/[\p{Cc}]/gu, '')
    .slice(-200);
  if (!['.tline', '.har'].includes(extname(name).toLowerCase())) {
    throw new Fault('not-a-session', 'Only .tline and .har files can be opened.');
  }
  return name;
}

/** Writes a request's body to `path`; rejects and leaves nothing where it is too long, cut off or not what its name says. */
export async function receiveUpload(request: IncomingMessage, path: string, limit = UPLOAD_LIMIT): Promise<void> {
  let size = 0;
  const counted = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      size += chunk.length;
      done(size > limit ? tooLarge(limit) : null, chunk);
    },
  });
  try {
    if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
    await pipeline(request, counted, createWriteStream(path, { mode: 0o600, flags: 'wx' }));
    if (extname(path).toLowerCase() === '.tline' && !(await isDatabase(path))) {
      throw new Fault('not-a-session', 'This file is not a Throughline session.');
    }
  } catch (error) {
    await rm(path, { force: true });
    throw error;
  }
}

function tooLarge(limit: number): Fault {
  return new Fault(
    'file-too-large',
    `The file is larger than ${limit} bytes; open it with "throughline open" instead.`,
  );
}

async function isDatabase(path: string): Promise<boolean> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(DATABASE_HEAD.length), 0, DATABASE_HEAD.length, 0);
    return bytesRead === DATABASE_HEAD.length && buffer.equals(DATABASE_HEAD);
  } finally {
    await file.close();
  }
}
