import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readHarItems } from './har-items.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'har-items-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function itemsOf(text: string): Promise<unknown[]> {
  const path = join(folder, 'x.har');
  await writeFile(path, text);
  const items: unknown[] = [];
  for await (const item of readHarItems(path)) items.push(item);
  return items;
}

it('cuts out entries and log records, whatever stands around them', async () => {
  const text =
    '{"a":[{"entries":[1]}],"log":{"x":{"entries":[2]},"entries":[3,[4,[5]],{"b":{"c":[]}},null,"s"],"_throughline":{"logs":[{"d":1}]}}}';
  expect(await itemsOf(text)).toEqual([
    { list: 'entries', index: 0, value: 3 },
    { list: 'entries', index: 1, value: [4, [5]] },
    { list: 'entries', index: 2, value: { b: { c: [] } } },
    { list: 'entries', index: 3, value: null },
    { list: 'entries', index: 4, value: 's' },
    { list: 'logs', index: 0, value: { d: 1 } },
  ]);
});

it('reads characters that are cut by the reading step', async () => {
  const value = `${'x'.repeat(256 * 1024 - 25)}é€😀${'y'.repeat(300_000)}`;
  expect(await itemsOf(JSON.stringify({ log: { entries: [value] } }))).toEqual([{ list: 'entries', index: 0, value }]);
});

it('gives what comes before a break, but for the piece that breaks', async () => {
  const entries = Array.from({ length: 10 }, (_, i) => `"${String(i).repeat(8_000)}"`);
  const items = await itemsOf(`{"log":{"entries":[${entries.join(',')},oops]}}`);
  expect(items.at(-1)).toMatchObject({ list: 'break', fault: { code: 'har-invalid' } });
  expect(items.length).toBeGreaterThan(8);
});

it('refuses what follows the end', async () => {
  await expect(itemsOf('{"log":{"entries":[1]}} trailing')).rejects.toMatchObject({ code: 'har-invalid' });
});
