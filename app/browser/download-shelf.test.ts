import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { DOWNLOAD_PATH, SHELF_LIMIT, createDownloadShelf } from './download-shelf.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, name);
  return path;
}

describe('createDownloadShelf', () => {
  it('gives a file once and removes it', async () => {
    const shelf = createDownloadShelf();
    const location = await shelf.offer(file('a'), 'Größe "1".har');
    const id = location.slice(DOWNLOAD_PATH.length);
    const answer = shelf.take(id);
    expect(answer.headers.get('content-disposition')).toBe(
      `attachment; filename*=UTF-8''Gr%C3%B6%C3%9Fe%20%221%22.har`,
    );
    expect(await answer.text()).toBe('a');
    expect(shelf.take(id).status).toBe(404);
    await shelf.close();
    await expect.poll(() => existsSync(join(folder, 'a'))).toBe(false);
  });

  it('holds a few files and drops the oldest', async () => {
    const shelf = createDownloadShelf();
    const locations: string[] = [];
    for (let n = 0; n <= SHELF_LIMIT; n++) locations.push(await shelf.offer(file(`f${n}`), 'f'));
    expect(existsSync(join(folder, 'f0'))).toBe(false);
    expect(shelf.take((locations[0] ?? '').slice(DOWNLOAD_PATH.length)).status).toBe(404);
    await shelf.close();
    expect(existsSync(join(folder, 'f1'))).toBe(false);
  });
});
