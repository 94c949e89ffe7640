import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import type { Har } from 'har-format';
import * as validator from 'har-validator';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleExchange } from '../../main/har/test/sample-exchange.ts';
import { createWriter } from '../../main/store/writer.ts';
import { runExport } from './export.ts';

let folder: string;
const at = (name: string): string => join(folder, name);
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'export-'));
  const writer = createWriter({ path: at('s.tline'), version: '1' });
  writer.write({
    kind: 'exchange',
    record: sampleExchange({ requestHeaders: [['Authorization', 'Bearer planted-1']] }),
  });
  writer.close();
});
afterEach(() => rm(folder, { recursive: true }));

async function exported(raw: boolean): Promise<{ text: string; said: string }> {
  const stderr = new PassThrough();
  expect(await runExport(at('s.tline'), { har: at('s.har'), raw, version: '1.2.3' }, stderr)).toBe(0);
  const text = await readFile(at('s.har'), 'utf8');
  await validator.har(JSON.parse(text));
  return { text, said: String(stderr.read()) };
}

describe('runExport', () => {
  it('writes a valid HAR with secrets redacted', async () => {
    const { text, said } = await exported(false);
    expect((JSON.parse(text) as Har).log.creator).toEqual({ name: 'Throughline', version: '1.2.3' });
    expect(text).not.toContain('planted-1');
    expect(said).toContain('secrets are redacted');
  });

  it('writes secrets when asked, and says so', async () => {
    const { text, said } = await exported(true);
    expect(text).toContain('planted-1');
    expect(said).toContain('with all secrets');
  });

  it('does not write over what it reads', async () => {
    const written = runExport(at('s.tline'), { har: at('./s.tline'), raw: true, version: '1' }, new PassThrough());
    await expect(written).rejects.toMatchObject({ code: 'har-unwritable' });
  });

  it('refuses a session that is not there', async () => {
    const written = runExport(at('none.tline'), { har: at('x.har'), raw: true, version: '1' }, new PassThrough());
    await expect(written).rejects.toMatchObject({ code: 'session-missing' });
  });
});
