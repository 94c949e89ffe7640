import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLocalReader } from '../../main/store/local-reader.ts';
import { runImport } from './import.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'import-'));
});
afterEach(() => rm(folder, { recursive: true }));

const ENTRY = {
  startedDateTime: '2026-01-02T03:04:05.678Z',
  request: { method: 'GET', url: 'http://h/' },
  response: { status: 200 },
};

async function imported(entries: readonly unknown[]): Promise<string> {
  await writeFile(at('in.har'), JSON.stringify({ log: { entries } }));
  const stderr = new PassThrough();
  expect(await runImport(at('in.har'), { session: at('s.tline'), version: '1' }, stderr)).toBe(0);
  return String(stderr.read());
}

describe('runImport', () => {
  it('makes a session of a HAR and says what it holds', async () => {
    expect(await imported([ENTRY])).toBe(`Imported 1 exchange into ${at('s.tline')}\n`);
    const reader = createLocalReader(at('s.tline'));
    expect(await reader.exchange('1')).toMatchObject({ url: 'http://h/', status: 200 });
    await reader.close();
  });

  it('names the first warnings and counts the rest', async () => {
    const lines = (await imported([ENTRY, ...Array.from({ length: 15 }, () => null), ENTRY])).trimEnd().split('\n');
    expect(lines).toHaveLength(12);
    expect(lines[0]).toBe('entry 1: the entry is no object');
    expect(lines[10]).toBe('and 5 more warnings');
    expect(lines[11]).toContain('Imported 2 exchanges');
  });

  it('never overwrites a session', async () => {
    await imported([ENTRY]);
    const again = runImport(at('in.har'), { session: at('s.tline'), version: '1' }, new PassThrough());
    await expect(again).rejects.toMatchObject({ code: 'session-exists' });
  });
});
