import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { MARK_VARIABLE, parseMark, parsePs, parseStat, readProcessTable } from './process-table.ts';

describe('the process table', () => {
  it('holds a process with its parent, its group and its mark', async () => {
    const child = spawn('sleep', ['60'], { detached: true, env: { ...process.env, [MARK_VARIABLE]: 'x.1' } });
    await once(child, 'spawn');
    try {
      const { pid } = child;
      await expect
        .poll(async () => (await readProcessTable()).find((entry) => entry.pid === pid))
        .toMatchObject({ pid, parent: process.pid, group: pid, ...(process.platform === 'linux' && { mark: 'x.1' }) });
    } finally {
      child.kill('SIGKILL');
    }
  });

  it('reads what /proc says, whatever the name, and leaves out what has ended', () => {
    expect(parseStat('12 (a) b (c) S 1 10 9 0 -1 4194560')).toEqual({ pid: 12, parent: 1, group: 10, session: 9 });
    expect(parseStat('12 (sh) Z 1 10 9 0')).toBeUndefined();
    expect(parseStat('')).toBeUndefined();
  });

  it('finds the mark as a variable of its own only', () => {
    expect(parseMark(`A=1\0${MARK_VARIABLE}=r.2\0B=2\0`)).toBe('r.2');
    expect(parseMark(`OLD_${MARK_VARIABLE}=r.2\0`)).toBeUndefined();
  });

  it('reads what ps says', () => {
    expect(parsePs('  12     1    10 S+')).toEqual({ pid: 12, parent: 1, group: 10 });
    expect(parsePs('  12     1    10 Z')).toBeUndefined();
    expect(parsePs('')).toBeUndefined();
  });
});
