import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findCommand } from './command-path.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  for (const name of ['one', 'two']) mkdirSync(join(folder, name));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, mode = 0o755): string {
  const file = join(folder, name);
  writeFileSync(file, '#!/bin/sh\n');
  chmodSync(file, mode);
  return file;
}

const find = (command: string, platform: NodeJS.Platform = 'linux') =>
  findCommand(command, { platform, env: { PATH: ['one', 'two'].map((name) => join(folder, name)).join(delimiter) } });

it('is the first program of that name', async () => {
  program('one/code', 0o644);
  const second = program('two/code');
  expect(await find('code')).toBe(second);
  expect(await find(second)).toBe(second);
  expect(await find('zed')).toBeUndefined();
  expect(await find(join(folder, 'two'))).toBeUndefined();
});

it('is never taken from the working folder', async () =>
  expect(await findCommand('package.json', { platform: 'linux', env: { PATH: `.${delimiter}` } })).toBeUndefined());

it('is a program and no script on Windows', async () => {
  program('one/code.cmd');
  const second = program('two/code.exe');
  expect(await find('code', 'win32')).toBe(second);
});
