import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readConfigFile } from './config-file.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'config-'));
});
afterEach(() => rm(folder, { recursive: true }));

const put = (name: string, text: string): Promise<void> => writeFile(join(folder, name), text);

describe('readConfigFile', () => {
  it('gives no values where there is no file', async () => {
    expect(await readConfigFile(folder)).toEqual({ values: {} });
  });

  it.each([
    ['throughline.config.json', '\ufeff{"port": 9000, "target": "5173"}'],
    ['throughline.config.mjs', 'const port = 9000;\nexport default { port, target: "5173" };'],
    [
      'throughline.config.ts',
      'const port: number = 9_000;\nenum A { B }\nexport default { port, target: "5173" } satisfies object;',
    ],
  ])('finds %s in the folder', async (name, text) => {
    await put(name, text);
    expect(await readConfigFile(folder)).toEqual({
      path: join(folder, name),
      values: { port: 9000, target: 'http://localhost:5173' },
    });
  });

  it('lets a TypeScript file import its neighbours', async () => {
    await put('ports.ts', 'export const PORT: number = 1234;');
    await put('throughline.config.ts', "import { PORT } from './ports';\nexport default { port: PORT };");
    expect((await readConfigFile(folder)).values).toEqual({ port: 1234 });
  });

  it('prefers the one it is given, relative to the folder', async () => {
    await put('throughline.config.json', '{"port":1}');
    await put('other.json', '{"port":2}');
    expect((await readConfigFile(folder, 'other.json')).values).toEqual({ port: 2 });
    expect((await readConfigFile('/', join(folder, 'other.json'))).values).toEqual({ port: 2 });
  });

  it('refuses to choose between two', async () => {
    await put('throughline.config.json', '{}');
    await put('throughline.config.ts', 'export default {}');
    await expect(readConfigFile(folder)).rejects.toMatchObject({ code: 'config-ambiguous' });
  });

  it.each([
    ['a missing one', 'none.json', undefined, 'config-missing', 'none.json'],
    ['another kind', 'a.yaml', 'port: 1', 'config-unreadable', '.json, .mjs or .ts'],
    ['broken JSON', 'a.json', '{\n  "port": 1,\n}', 'config-invalid', 'line 3, column 1'],
    ['JSON cut short', 'a.json', '{"port": 1', 'config-invalid', 'line 1, column 11'],
    ['a module that throws', 'a.mjs', 'throw new Error("boom")', 'config-unreadable', 'boom'],
    ['a module without a default', 'b.mjs', 'export const port = 1;', 'config-invalid', 'export default'],
    ['broken TypeScript', 'a.ts', 'export default {', 'config-unreadable', 'a.ts'],
    [
      'a wrong value',
      'a.json',
      '{"port":"x"}',
      'config-invalid',
      'a.json: port must be a port from 0 to 65535, not "x"',
    ],
  ])('refuses %s', async (_name, name, text, code, part) => {
    if (text !== undefined) await put(name, text);
    const read = readConfigFile(folder, name);
    await expect(read).rejects.toMatchObject({ name: 'Fault', code, message: expect.stringContaining(part) as string });
  });
});
