import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { expect, it } from 'vitest';
import { createTempFolder } from './temp-folder.ts';

it('is private, gives each file a path of its own, and goes with all that is in it', async () => {
  const temp = createTempFolder();
  const [first, second] = [await temp.file('../../a b.har'), await temp.file('a b.har')];
  expect(first).not.toBe(second);
  expect(dirname(first)).toBe(dirname(second));
  expect(first).toMatch(/\.har$/);
  expect(statSync(dirname(first)).mode & 0o077).toBe(0);
  writeFileSync(first, 'x');
  await temp.close();
  expect(existsSync(dirname(first))).toBe(false);
  await temp.close();
});
