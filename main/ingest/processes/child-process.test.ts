import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, describe, expect, it } from 'vitest';
import type { ProcessOutput } from '../../model/tap-event.ts';
import {
  type ChildProcess,
  type ChildProcessOptions,
  processName,
  startChildProcess,
  toExitCode,
} from './child-process.ts';
import { createProcessKeeper } from './process-keeper.ts';
import { readProcessTable } from './process-table.ts';

const keeper = createProcessKeeper();
afterAll(() => keeper.close());

interface Started {
  readonly child: ChildProcess;
  readonly outputs: ProcessOutput[];
  readonly stdout: PassThrough;
  readonly stderr: PassThrough;
}

async function start(script: string, over: Partial<ChildProcessOptions> = {}): Promise<Started> {
  const outputs: ProcessOutput[] = [];
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const child = await startChildProcess({
    command: [process.execPath, '-e', script],
    env: { ...process.env, THROUGHLINE_PROXY: 'http://127.0.0.1:1' },
    clock: () => 42,
    onOutput: (output) => outputs.push(output),
    stdout,
    stderr,
    keeper,
    ...over,
  });
  return { child, outputs, stdout, stderr };
}

const alive = async (pid: number): Promise<boolean> => (await readProcessTable()).some((entry) => entry.pid === pid);

describe('startChildProcess', () => {
  it('captures both streams in pieces, passes the bytes on and gives the exit code', async () => {
    const run = await start(
      'console.log("one\\ntwo"); console.error(process.env.THROUGHLINE_PROXY); process.exitCode = 3',
    );
    expect(await run.child.ended).toEqual({ exitCode: 3 });
    run.stdout.end();
    run.stderr.end();
    expect(await text(run.stdout)).toBe('one\ntwo\n');
    expect(await text(run.stderr)).toBe('http://127.0.0.1:1\n');
    const said = (stream: string) =>
      run.outputs.flatMap((output) => (output.stream === stream ? output.text : [])).join('');
    expect(said('stdout')).toBe('one\ntwo\n');
    expect(said('stderr')).toBe('http://127.0.0.1:1\n');
    expect(run.outputs[0]).toMatchObject({ type: 'output', at: 42, name: 'node' });
    await run.child.close();
  });

  it('names the signal that ended it in the exit code, as a shell does', async () => {
    const run = await start('process.kill(process.pid, "SIGKILL")');
    const end = await run.child.ended;
    expect(end).toEqual({ signal: 'SIGKILL' });
    expect(toExitCode(end)).toBe(137);
    expect(toExitCode({ exitCode: 4 })).toBe(4);
  });

  it('gives a text to the shell', async () => {
    const run = await start('', { command: 'echo "$((1 + 2))"; exit 7', name: 'sum' });
    expect(await run.child.ended).toEqual({ exitCode: 7 });
    expect(run.outputs.map((output) => `${output.name}: ${output.text}`)).toEqual(['sum: 3\n']);
  });

  it('gives a terminal, with its colours, to a program that is to have one', async () => {
    const script = 'console.log(process.stdout.isTTY, process.stdout.getColorDepth() > 1); process.exitCode = 2';
    const run = await start(script, { terminal: true });
    expect(await run.child.ended).toEqual({ exitCode: 2 });
    expect(run.outputs.map((output) => output.text).join('')).toContain('true');
    expect(run.outputs.every((output) => output.stream === 'stdout')).toBe(true);
    await run.child.close();
  });

  it('ends a program in a terminal that does not end when asked', async () => {
    const run = await start('process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)', {
      ...{ terminal: true, graceMs: 50 },
    });
    await once(run.stdout, 'data');
    await run.child.close();
    expect(await run.child.ended).toEqual({ signal: 'SIGKILL' });
  });

  it('ends what the process started too', async () => {
    const nested = `const c = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
      console.log(c.pid); setInterval(() => {}, 1000)`;
    const run = await start(nested);
    await once(run.stdout, 'data');
    const grandchild = Number(run.outputs[0]?.text);
    expect(await alive(grandchild)).toBe(true);
    await run.child.close();
    expect(await alive(run.child.pid)).toBe(false);
    expect(await alive(grandchild)).toBe(false);
  });

  it('kills a process that does not end when asked', async () => {
    const run = await start('process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)', {
      graceMs: 50,
    });
    await once(run.stdout, 'data');
    await run.child.close();
    expect(await run.child.ended).toEqual({ signal: 'SIGKILL' });
  });

  it('waits for a slow terminal instead of keeping its output', async () => {
    const run = await start('process.stdout.write("x".repeat(4 * 1024 * 1024))');
    await once(run.stdout, 'readable');
    expect(run.stdout.readableLength).toBeLessThan(1024 * 1024);
    const all = text(run.stdout);
    await run.child.ended;
    run.stdout.end();
    expect((await all).length).toBe(4 * 1024 * 1024);
  });

  it('reads a flood to its end', async () => {
    const run = await start('process.stdout.write("x".repeat(4 * 1024 * 1024))');
    run.stdout.resume();
    await run.child.ended;
    expect(run.outputs.reduce((sum, output) => sum + output.text.length, 0)).toBe(4 * 1024 * 1024 + 1);
  });

  it('says which command could not be started', async () => {
    const starting = startChildProcess({
      command: ['/no/such/program'],
      env: {},
      clock: () => 0,
      keeper,
      onOutput: () => undefined,
    });
    await expect(starting).rejects.toMatchObject({
      code: 'command-not-started',
      message: 'The command "/no/such/program" could not be started: it, or the folder to start it in, was not found.',
    });
  });
});

describe('processName', () => {
  it('leaves out folder and suffix', () => {
    expect(processName('/usr/local/bin/shop-api')).toBe('shop-api');
    expect(processName('C:\\Tools\\npm.cmd')).toBe('npm');
  });
});
