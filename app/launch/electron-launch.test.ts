import { describe, expect, it } from 'vitest';
import { electronArguments, launchElectron } from './electron-launch.ts';

const launch = { root: 'process.exit(Number(process.argv[1]))', env: process.env, asRoot: false } as const;

describe('launchElectron', () => {
  it('gives the exit code of what it ran', async () => {
    const code = await launchElectron({ ...launch, binary: process.execPath, root: '-e', args: [launch.root, '7'] });
    expect(code).toBe(7);
  });

  it('gives 128 and the number of the signal that ended it', async () => {
    const script = 'process.kill(process.pid, "SIGTERM")';
    expect(await launchElectron({ ...launch, binary: process.execPath, root: '-e', args: [script] })).toBe(143);
  });

  it('leaves no signal listener behind, and rejects where nothing starts', async () => {
    const before = process.listenerCount('SIGTERM');
    await expect(launchElectron({ ...launch, binary: '/no/such/electron', args: [] })).rejects.toThrow('ENOENT');
    expect(process.listenerCount('SIGTERM')).toBe(before);
  });
});

describe('electronArguments', () => {
  it('turns off the outer sandbox only for root', () => {
    expect(electronArguments({ root: '/app', args: ['a', '--port', '0'], asRoot: false })).toEqual([
      '/app',
      'a',
      '--port',
      '0',
    ]);
    expect(electronArguments({ root: '/app', args: [], asRoot: true })).toEqual(['--no-sandbox', '/app']);
  });
});
