import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rendererFile } from './renderer-files.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'throughline-'));
  folder = join(root, 'renderer');
  mkdirSync(join(folder, 'assets'), { recursive: true });
  writeFileSync(join(root, 'secret.json'), '{}');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe('rendererFile', () => {
  it('serves the built files with type and policy', async () => {
    writeFileSync(join(folder, 'index.html'), '<p>');
    writeFileSync(join(folder, 'assets', 'a.js'), 'x');
    const page = await rendererFile(folder, '/', 'policy');
    expect([page.status, page.headers.get('content-type'), await page.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      '<p>',
    ]);
    expect(page.headers.get('content-security-policy')).toBe('policy');
    expect((await rendererFile(folder, '/assets/a.js', '')).headers.get('content-type')).toContain('javascript');
  });

  it.each([
    '/../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/..%5csecret.json',
    '/%00.js',
    '/%',
    '/assets',
    '/none.js',
    '/a.exe',
  ])('has nothing at %s', async (path) => {
    expect((await rendererFile(folder, path, '')).status).toBe(404);
  });

  it('says what to do where it is not built', async () => {
    const answer = await rendererFile(folder, '/', '');
    expect(answer.status).toBe(503);
    expect(await answer.text()).toContain('npm run build');
  });
});
