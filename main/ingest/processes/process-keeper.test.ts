import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { type ProcessKeeper, createProcessKeeper } from './process-keeper.ts';
import { MARK_VARIABLE, readProcessTable } from './process-table.ts';

const children: ChildProcess[] = [];
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
});

async function start(mark?: string): Promise<number> {
  const child = spawn('sleep', ['60'], {
    ...{ detached: true, stdio: 'ignore' },
    env: { ...process.env, ...(mark === undefined ? {} : { [MARK_VARIABLE]: mark }) },
  });
  children.push(child);
  await once(child, 'spawn');
  return child.pid ?? 0;
}

const isAlive = async (pid: number): Promise<boolean> => (await readProcessTable()).some((entry) => entry.pid === pid);

describe.runIf(process.platform !== 'win32')('createProcessKeeper', () => {
  it('gives every process a mark of its own', () => {
    const keeper = createProcessKeeper();
    expect(keeper.nextMark()).not.toBe(keeper.nextMark());
    expect(createProcessKeeper().nextMark()).not.toBe(createProcessKeeper().nextMark());
  });

  it('ends groups that it guards still, and leaves those that were released', async () => {
    const keeper: ProcessKeeper = createProcessKeeper();
    const [kept, released] = [await start(), await start()];
    for (const pid of [kept, released]) keeper.guard(pid);
    keeper.release(released);
    await keeper.close();
    expect(await isAlive(kept)).toBe(false);
    expect(await isAlive(released)).toBe(true);
  });

  it('closes at once where nothing was started', async () => {
    await expect(createProcessKeeper().close()).resolves.toBeUndefined();
  });

  it.runIf(process.platform === 'linux')('ends what carries a mark of the run, whatever its group', async () => {
    const keeper = createProcessKeeper();
    const [mine, others] = [await start(keeper.nextMark()), await start(createProcessKeeper().nextMark())];
    keeper.guard(await start());
    await keeper.close();
    expect(await isAlive(mine)).toBe(false);
    expect(await isAlive(others)).toBe(true);
  });
});
