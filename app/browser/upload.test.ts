import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { receiveUpload, uploadName } from './upload.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function body(chunks: readonly string[], headers: Record<string, string> = {}): IncomingMessage {
  return Object.assign(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), {
    headers,
  }) as unknown as IncomingMessage;
}

describe('uploadName', () => {
  it('is a name without folders', () => {
    expect(uploadName('C:\\x\\a.har')).toBe('a.har');
    expect(uploadName('../../b.tline')).toBe('b.tline');
  });

  it.each([null, '', 'a.exe', '..', 'har'])('refuses %j', (name) => {
    expect(() => uploadName(name)).toThrow('Only .tline and .har');
  });
});

describe('receiveUpload', () => {
  it('keeps a file that only the user can read', async () => {
    const path = join(folder, 'a.har');
    await receiveUpload(body(['{', '}']), path);
    expect(readFileSync(path, 'utf8')).toBe('{}');
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  it.each([
    ['says it is too long', body([], { 'content-length': '11' })],
    ['is too long', body(['123456', '78901'])],
  ])('leaves nothing of a file that %s', async (_, request) => {
    const path = join(folder, 'a.har');
    await expect(receiveUpload(request, path, 10)).rejects.toMatchObject({ code: 'file-too-large' });
    expect(existsSync(path)).toBe(false);
  });

  it('refuses a session that is no database', async () => {
    const path = join(folder, 'a.tline');
    await expect(receiveUpload(body(['not a database']), path)).rejects.toMatchObject({ code: 'not-a-session' });
    expect(existsSync(path)).toBe(false);
  });
});
