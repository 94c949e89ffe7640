import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { importHarApart } from './har-opening.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'throughline-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('importHarApart', () => {
  it('runs the import verb of the command line', async () => {
    const cli = join(folder, 'cli.cjs');
    await writeFile(cli, 'require("node:fs").writeFileSync(process.argv.at(-1), process.argv.slice(2, 4).join(" "))');
    await importHarApart(cli, 'in.har', join(folder, 'out.tline'));
    expect(await readFile(join(folder, 'out.tline'), 'utf8')).toBe('import in.har');
  });

  it('repeats the reason it gave', async () => {
    const cli = join(folder, 'cli.cjs');
    await writeFile(
      cli,
      'console.error("entry 1: skipped"); console.error("in.har is no JSON."); process.exitCode = 1',
    );
    await expect(importHarApart(cli, 'in.har', 'x')).rejects.toMatchObject({
      code: 'har-not-read',
      message: 'in.har is no JSON.',
    });
  });
});
