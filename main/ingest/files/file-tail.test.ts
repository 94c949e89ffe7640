import { appendFileSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FileOutput } from '../../model/tap-event.ts';
import { FileTail, toReadFault } from './file-tail.ts';

let folder: string;
let path: string;
let outputs: FileOutput[];
let tail: FileTail;
const open = (maxLagBytes?: number): FileTail =>
  new FileTail({
    ...{ path: 'app.log', location: path, clock: () => 7 },
    onOutput: (output) => outputs.push(output),
    ...(maxLagBytes === undefined ? {} : { maxLagBytes }),
  });
const said = (): string => outputs.map((output) => output.text).join('');

async function lookAll(): Promise<void> {
  while (await tail.look());
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  path = join(folder, 'app.log');
  outputs = [];
  tail = open();
});
afterEach(async () => {
  await tail.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('FileTail', () => {
  it('begins at the end of a file that is there', async () => {
    writeFileSync(path, 'old\n');
    await lookAll();
    appendFileSync(path, 'new\nhal');
    await lookAll();
    appendFileSync(path, 'f\n');
    await lookAll();
    expect(said()).toBe('new\nhalf\n');
    expect(outputs[0]).toEqual({ type: 'file-output', at: 7, path: 'app.log', text: 'new\n' });
  });

  it('reads a file that comes later from its start', async () => {
    await lookAll();
    expect(tail.fault).toBeUndefined();
    writeFileSync(path, 'first\n');
    await lookAll();
    expect(said()).toBe('first\n');
  });

  it('goes on with the new file when it was renamed, after the rest of the old one', async () => {
    writeFileSync(path, '');
    await lookAll();
    appendFileSync(path, 'a\n');
    renameSync(path, `${path}.1`);
    appendFileSync(`${path}.1`, 'late\nopen');
    await lookAll();
    writeFileSync(path, 'b\n');
    await lookAll();
    expect(said()).toBe('a\nlate\nopen\nb\n');
  });

  it('begins anew when it was emptied', async () => {
    writeFileSync(path, 'a long line\n');
    await lookAll();
    writeFileSync(path, 'b\n');
    await lookAll();
    expect(said()).toBe('b\n');
  });

  it('follows a link to where it points now', async () => {
    const [one, two] = [join(folder, 'one'), join(folder, 'two')];
    writeFileSync(one, '');
    symlinkSync(one, path);
    await lookAll();
    appendFileSync(one, '1\n');
    writeFileSync(two, '2\n');
    rmSync(path);
    symlinkSync(two, path);
    await lookAll();
    expect(said()).toBe('1\n2\n');
  });

  it('waits for one that was deleted', async () => {
    writeFileSync(path, '');
    await lookAll();
    appendFileSync(path, 'last\n');
    rmSync(path);
    await lookAll();
    writeFileSync(path, 'again\n');
    await lookAll();
    expect(said()).toBe('last\nagain\n');
  });

  it('reads much in turns', async () => {
    await lookAll();
    const line = `${'x'.repeat(99)}\n`;
    writeFileSync(path, line.repeat(30_000));
    expect(await tail.look()).toBe(true);
    expect(said().length).toBeLessThan(2_000_000);
    await lookAll();
    expect(said()).toBe(line.repeat(30_000));
  });

  it('leaves out what lies too far back, and counts its lines', async () => {
    tail = open(100_000);
    await lookAll();
    const lines = Array.from({ length: 50_000 }, (_, i) => `line ${i}\n`);
    writeFileSync(path, lines.join(''));
    await lookAll();
    const kept = said().split('\n').length - 1;
    const lost = outputs.reduce((sum, output) => sum + (output.lost ?? 0), 0);
    expect(kept + lost).toBe(50_000);
    expect(kept).toBeGreaterThan(5_000);
    expect(lost).toBeGreaterThan(30_000);
    expect(said().endsWith('line 49999\n')).toBe(true);
  });

  it('says what can not be read, until it can', async () => {
    mkdirSync(path);
    await lookAll();
    expect(tail.fault).toBe("It can't be read: it is a folder.");
    rmSync(path, { recursive: true });
    writeFileSync(path, 'a\n');
    await lookAll();
    expect(tail.fault).toBeUndefined();
    expect(said()).toBe('a\n');
  });

  it('says that it may not be read', () => {
    const denied = Object.assign(new Error("EACCES: permission denied, open 'a.log'"), { code: 'EACCES' });
    expect(toReadFault(denied)).toBe('It may not be read by this user.');
  });

  it('reads to the end when it is closed, and ends the last line', async () => {
    writeFileSync(path, '');
    await lookAll();
    appendFileSync(path, 'a\nb');
    await tail.close();
    expect(said()).toBe('a\nb\n');
  });
});
