import { expect, it } from 'vitest';
import { formatSeconds, run } from './step.mjs';

const node = (code: string, options = {}) => run(process.execPath, ['-e', code], { output: 'keep', ...options });

it('gives the exit code and what was said, whatever the outcome', async () => {
  const { code, text } = await node("console.log('out'); console.error('err'); process.exit(3)");
  expect(code).toBe(3);
  expect(text.split('\n').sort()).toEqual(['', 'err', 'out']);
});

it('says that a program is not there', async () => {
  const { code, text } = await run('no-such-program-anywhere', [], { output: 'keep' });
  expect([code, text.includes('ENOENT')]).toEqual([127, true]);
});

it('ends a program that takes too long', async () => {
  const { code } = await node('process.stdin.resume(); setInterval(() => {}, 1000)', { timeoutMs: 100 });
  expect(code).not.toBe(0);
});

it('adds to the environment', async () => {
  expect((await node("process.stdout.write(process.env['SHOP'])", { env: { SHOP: 'open' } })).text).toBe('open');
});

it('writes durations in seconds', () => {
  expect(formatSeconds(17_249)).toBe('17.2 s');
});
