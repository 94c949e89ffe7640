import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyInfo, fakeExchange, fakeReader } from '../test/fake-session.ts';
import { createDashboardHandler } from './dashboard-handler.ts';
import { createDownloadShelf } from './download-shelf.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  writeFileSync(join(folder, 'index.html'), '<p>');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const bytes = Buffer.from('x');
const reader = fakeReader(fakeExchange({ requestBody: bodyInfo(bytes) }), { request: { raw: bytes, decoded: bytes } });

describe('createDashboardHandler', () => {
  it('serves files, bodies and downloads, each with the common headers', async () => {
    const downloads = createDownloadShelf();
    writeFileSync(join(folder, 'd'), 'd');
    const location = await downloads.offer(join(folder, 'd'), 'd');
    const handler = createDashboardHandler({ rendererFolder: folder, reader: () => reader, downloads });
    for (const [path, status] of [
      ['/', 200],
      ['/body/1/request', 200],
      [location, 200],
      [location, 404],
      ['/none', 404],
      ['/favicon.ico', 204],
    ] as const) {
      const answer = await handler(new Request(`app://throughline${path}`), undefined);
      expect([path, answer.status]).toEqual([path, status]);
      expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'");
      await answer.arrayBuffer();
    }
    await downloads.close();
  });

  it('turns away what only looks like a body', async () => {
    const handler = createDashboardHandler({ rendererFolder: folder, reader: () => reader });
    for (const path of ['/body/1/other', '/body//request', '/body/1/request/x', '/download/x']) {
      expect((await handler(new Request(`app://throughline${path}`), undefined)).status).toBe(404);
    }
    const without = createDashboardHandler({ rendererFolder: folder, reader: () => undefined });
    expect((await without(new Request('app://throughline/body/1/request'), 'x')).status).toBe(404);
  });

  it('answers a failure in words', async () => {
    const broken = { ...reader, exchange: () => Promise.reject(new Error('the disk is gone')) };
    const handler = createDashboardHandler({ rendererFolder: folder, reader: () => broken });
    const answer = await handler(new Request('app://throughline/body/1/request'), undefined);
    expect([answer.status, await answer.text()]).toEqual([500, 'the disk is gone\n']);
  });
});
