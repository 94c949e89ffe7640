import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import type { ProcessOutput } from '../model/tap-event.ts';
import { type ChildProcess, processName, startChildProcess } from './child-process.ts';

interface Started {
  readonly child: ChildProcess;
  readonly outputs: ProcessOutput[];
  readonly stdout: PassThrough;
  readonly stderr: PassThrough;
}

async function start(script: string, graceMs = 5_000): Promise<Started> {
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
    graceMs,
  });
  return { child, outputs, stdout, stderr };
}

function alive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('startChildProcess', () => {
  it('captures both streams, passes the bytes on and gives the exit code', async () => {
    const run = await start(
      'console.log("one\\ntwo"); console.error(process.env.THROUGHLINE_PROXY); process.exitCode = 3',
    );
    expect(await run.child.ended).toBe(3);
    run.stdout.end();
    run.stderr.end();
    expect(await text(run.stdout)).toBe('one\ntwo\n');
    expect(await text(run.stderr)).toBe('http://127.0.0.1:1\n');
    expect(
      run.outputs
        .filter((output) => output.stream === 'stdout')
        .map((output) => output.text)
        .join(''),
    ).toBe('one\ntwo\n');
    expect(run.outputs.find((output) => output.stream === 'stderr')).toEqual({
      type: 'output',
      at: 42,
      name: 'node',
      stream: 'stderr',
      text: 'http://127.0.0.1:1\n',
    });
    await run.child.close();
  });

  it('names the signal that ended it in the exit code, as a shell does', async () => {
    const run = await start('process.kill(process.pid, "SIGKILL")');
    expect(await run.child.ended).toBe(137);
  });

  it('ends what the process started too', async () => {
    const nested = `const c = require("node:child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
      console.log(c.pid); setInterval(() => {}, 1000)`;
    const run = await start(nested);
    await once(run.stdout, 'data');
    const grandchild = Number(run.outputs[0]?.text);
    expect(alive(grandchild)).toBe(true);
    await run.child.close();
    expect(alive(run.child.pid)).toBe(false);
    await expect.poll(() => alive(grandchild)).toBe(false);
  });

  it('kills a process that does not end when asked', async () => {
    const run = await start('process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)', 50);
    await once(run.stdout, 'data');
    await run.child.close();
    expect(await run.child.ended).toBe(137);
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

  it('says which command could not be started', async () => {
    const starting = startChildProcess({
      command: ['/no/such/program'],
      env: {},
      clock: () => 0,
      onOutput: () => undefined,
    });
    await expect(starting).rejects.toMatchObject({
      code: 'command-not-started',
      message: 'The command "/no/such/program" could not be started: it was not found.',
    });
  });
});

describe('processName', () => {
  it('leaves out folder and suffix', () => {
    expect(processName('/usr/local/bin/shop-api')).toBe('shop-api');
    expect(processName('C:\\Tools\\npm.cmd')).toBe('npm');
  });
});
