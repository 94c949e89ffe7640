import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { FILE_LIMIT_BYTES, createSourceFiles } from './source-files.ts';

let top: string;
const at = (name: string) => join(top, name);
beforeEach(() => {
  top = realpathSync(mkdtempSync(join(tmpdir(), 'files-')));
  mkdirSync(at('root/src'), { recursive: true });
  mkdirSync(at('root-2'));
  writeFileSync(at('root/src/a.ts'), 'text of a');
  writeFileSync(at('secret'), 'secret');
  writeFileSync(at('root-2/b.ts'), 'b');
});
afterEach(() => rmSync(top, { recursive: true }));

it('reads files below a root', () => {
  const files = createSourceFiles([{ folder: at('root') }]);
  expect(files.readText(at('root/src/a.ts'))).toBe('text of a');
  expect(files.find(`${at('root')}/src/../src/a.ts`)).toBe(at('root/src/a.ts'));
});

it('sees nothing outside, by whatever way', () => {
  symlinkSync(at('secret'), at('root/link'));
  writeFileSync(at('root/large'), '');
  truncateSync(at('root/large'), FILE_LIMIT_BYTES + 1);
  const files = createSourceFiles([{ folder: at('root') }]);
  const paths = [
    at('secret'),
    `${at('root')}/../secret`,
    at('root/link'),
    at('root-2/b.ts'),
    at('root'),
    at('root/src'),
    at('root/large'),
    'src/a.ts',
    `${at('root')}/a\0`,
  ];
  expect(paths.map((path) => files.find(path) ?? files.readText(path))).toEqual(paths.map(() => undefined));
});
