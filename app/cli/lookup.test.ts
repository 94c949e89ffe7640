import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sampleExchange } from '../../main/har/test/sample-exchange.ts';
import { createWriter } from '../../main/store/writer.ts';
import { scriptHash } from '../../main/sourcemaps/kept-maps.ts';
import { runLookup } from './lookup.ts';

let folder: string;
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'lookup-')));
  await mkdir(join(folder, 'src'));
  await mkdir(join(folder, 'dist'));
  await writeFile(join(folder, 'src/a.ts'), 'one\ntwo\nthree\n');
  await writeFile(join(folder, 'dist/a.js.map'), JSON.stringify(MAP));
  await writeFile(join(folder, 'dist/a.js'), 'add()\n//# sourceMappingURL=a.js.map\n');
});
afterEach(() => rm(folder, { recursive: true }));

const MAP = { version: 3, sources: ['../src/a.ts'], names: ['add'], mappings: 'AACAA,IACC' };

async function look(target: string, line = '1', column = '1', session?: string) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const options = { line, column, folder, version: '1', ...(session === undefined ? {} : { session }) };
  const code = await runLookup(target, options, stdout, stderr);
  const text = String(stdout.read());
  return { code, answer: JSON.parse(text) as unknown, said: String(stderr.read() ?? '') };
}

describe('runLookup', () => {
  it.each(['dist/a.js.map', 'dist/a.js'])('looks up in %s', async (target) => {
    expect(await look(target)).toEqual({
      code: 0,
      answer: {
        ...{ source: '../src/a.ts', path: join(folder, 'src/a.ts'), line: 2, column: 1, name: 'add', ignored: false },
        codeFrame: '  1 | one\n> 2 | two\n    | ^\n  3 | three',
      },
      said: '',
    });
  });

  it('says that a map has nothing for a position', async () => {
    expect(await look('dist/a.js.map', '5', '1')).toMatchObject({
      code: 0,
      answer: { unresolved: { code: 'position-unmapped' } },
    });
  });

  it.each([
    ['map-invalid', '{"version":3,"sources":[],"mappings":"AAAA"}'],
    ['map-invalid', '{"version":2}'],
    ['map-not-json', '<html>'],
  ])('refuses a wrong map with a reason: %s', async (code, text) => {
    await writeFile(join(folder, 'wrong.map'), text);
    const { code: exit, answer, said } = await look('wrong.map');
    expect([exit, answer]).toMatchObject([1, { unresolved: { code } }]);
    expect(said).toMatch(/^throughline: The .*\.\n$/);
  });

  it('takes what a session holds', async () => {
    const session = join(folder, 's.tline');
    const writer = createWriter({ path: session, version: '1' });
    const map = Buffer.from(JSON.stringify({ ...MAP, sources: ['a.ts'] })).toString('base64');
    const bytes = Buffer.from(`add()\n//# sourceMappingURL=data:application/json;base64,${map}`);
    const url = 'http://shop.test/src/a.js?t=1';
    const responseBody = { sizeBytes: bytes.length, keptBytes: bytes.length, truncated: false, complete: true };
    const outside = Buffer.from('more()\n//# sourceMappingURL=b.js.map');
    const other = { id: '2', url: 'http://shop.test/b.js', kind: 'script', status: 200 } as const;
    const otherBody = { ...responseBody, sizeBytes: outside.length, keptBytes: outside.length };
    writer.write({ kind: 'body', exchangeId: '2', side: 'response', bytes: outside });
    writer.write({ kind: 'body-end', exchangeId: '2', side: 'response' });
    writer.write({ kind: 'exchange', record: sampleExchange({ ...other, responseBody: otherBody }) });
    writer.write({
      ...{ kind: 'map', bytes: Buffer.from(JSON.stringify({ ...MAP, sources: ['kept.ts'] })) },
      record: { url: 'http://shop.test/b.js.map', script: scriptHash(String(outside)), at: 5 },
    });
    writer.write({ kind: 'body', exchangeId: '1', side: 'response', bytes });
    writer.write({ kind: 'body-end', exchangeId: '1', side: 'response' });
    writer.write({
      kind: 'exchange',
      record: sampleExchange({ id: '1', url, kind: 'script', status: 200, responseBody }),
    });
    writer.close();
    expect(await look('http://shop.test/b.js', '1', '1', session)).toMatchObject({
      answer: { source: 'http://shop.test/kept.ts', line: 2 },
    });
    expect(await look('http://127.0.0.1:9/c.js', '1', '1', session)).toMatchObject({
      ...{ code: 1, answer: { unresolved: { code: 'script-not-captured' } } },
    });
    expect(await look(url, '1', '5', session)).toMatchObject({
      ...{
        code: 0,
        answer: { source: 'http://shop.test/src/a.ts', path: join(folder, 'src/a.ts'), line: 3, column: 2 },
      },
    });
    expect(await look('http://shop.test/other.js', '1', '1', session)).toMatchObject({ code: 1 });
  });

  it('never asks other machines', async () => {
    expect(await look('http://shop.test/a.js.map')).toMatchObject({
      code: 1,
      answer: { unresolved: { code: 'fetch-refused' } },
    });
  });

  it.each([
    ['bad-usage', 'dist/a.js.map', '0', '1'],
    ['bad-usage', 'dist/a.js.map', '1', 'x'],
    ['map-missing', 'none.map', '1', '1'],
  ])('throws %s for %s %s %s', async (code, target, line, column) => {
    await expect(look(target, line, column)).rejects.toMatchObject({ code });
  });
});
