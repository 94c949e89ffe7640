import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';
import { MARK_VARIABLE, readProcessTable } from './process-table.ts';
import { endTree, membersOf } from './process-tree.ts';

const entry = (pid: number, parent: number, group = pid, session = group, mark?: string) => ({
  ...{ pid, parent, group, session },
  ...(mark === undefined ? {} : { mark }),
});

/** A script that names itself and goes on for ever, whoever asks it to end. */
const STUBBORN = `process.on('SIGTERM', () => {}); console.log(process.pid); setInterval(() => {}, 1000);`;
/** Forks twice into a session of its own, as a daemon does, and ends. */
const DAEMON = `const { spawn } = require('node:child_process');
  const inner = ${JSON.stringify(STUBBORN)};
  const middle = "const c = require('node:child_process').spawn(process.execPath, ['-e', " + JSON.stringify(inner) +
    "], { detached: true, stdio: 'inherit' }); c.unref();";
  spawn(process.execPath, ['-e', middle], { detached: true, stdio: 'inherit' }).on('exit', () => process.exit());`;

async function start(script: string, mark: string): Promise<{ readonly pid: number; readonly said: number }> {
  const child = spawn(process.execPath, ['-e', script], {
    detached: true,
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, [MARK_VARIABLE]: mark },
  });
  const lines = createInterface({ input: child.stdout });
  const [said] = (await once(lines, 'line')) as [string];
  return { pid: child.pid ?? 0, said: Number(said) };
}

const alive = async (pid: number): Promise<boolean> =>
  (await readProcessTable()).some((process) => process.pid === pid);

describe('membersOf', () => {
  it('finds children, those of its group and session, and those with its mark', () => {
    const table = [
      ...[entry(1, 0), entry(10, 1), entry(11, 10, 10), entry(12, 11, 12, 10), entry(13, 12, 13)],
      ...[entry(20, 1, 20, 20, 'r.1'), entry(21, 20), entry(30, 1, 30, 30, 'r.2'), entry(40, 1)],
    ];
    expect(membersOf(table, { pid: 10, mark: 'r.1' })).toEqual([10, 11, 12, 20, 13, 21]);
  });

  it('never names this process', () => {
    expect(membersOf([entry(process.pid, 1, 1, 1, 'r.1')], { pid: 10, mark: 'r.1' })).toEqual([]);
  });
});

describe('endTree', () => {
  it('kills what does not end when asked', async () => {
    const { pid } = await start(STUBBORN, 'stubborn.1');
    await endTree({ pid, mark: 'stubborn.1' }, 0);
    expect(await alive(pid)).toBe(false);
  });

  it.runIf(process.platform === 'linux')('finds a child that forked twice into a session of its own', async () => {
    const { pid, said } = await start(DAEMON, 'daemon.1');
    await expect.poll(() => alive(pid)).toBe(false);
    expect(await alive(said)).toBe(true);
    await endTree({ pid, mark: 'daemon.1' }, 0);
    expect(await alive(said)).toBe(false);
  });
});
