import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_PROXY_CONFIG } from '../../main/model/config.ts';
import { Fault } from '../../main/base/fault.ts';
import { fakeExchange, fakeReader } from '../test/fake-session.ts';
import { type EngineFactory, type RecordingEngine, type RecordingPlan, startRecording } from './recording.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  vi.stubEnv('XDG_DATA_HOME', folder);
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const plan = (over: Partial<RecordingPlan> = {}): RecordingPlan => ({
  proxy: DEFAULT_PROXY_CONFIG,
  version: '1',
  folder: '/home/u/shop',
  ...over,
});

function engineOf(closed: () => void): EngineFactory {
  return async (sessionPath) => {
    writeFileSync(sessionPath, 'session');
    return {
      sessionPath,
      close: async () => {
        closed();
        return { exchanges: 3, dropped: 1 };
      },
    } as RecordingEngine;
  };
}

const open = async () => fakeReader(fakeExchange());

describe('startRecording', () => {
  it('makes a private session under the project name where none is given', async () => {
    const recording = await startRecording(
      plan(),
      engineOf(() => undefined),
      open,
    );
    const report = await recording.close();
    expect(report).toEqual({ session: recording.engine.sessionPath, exchanges: 3, dropped: 1 });
    expect(report.session).toMatch(/throughline\/sessions\/shop-\d{8}-\d{6}\.tline$/);
    expect(statSync(report.session).mode & 0o077).toBe(0);
  });

  it('writes the HAR once all is on disk, and ends once', async () => {
    const steps: string[] = [];
    const session = join(folder, 'sub', 's.tline');
    const har = join(folder, 'other', 's.har');
    const recording = await startRecording(
      plan({ session, har }),
      engineOf(() => steps.push('closed')),
      async () => {
        steps.push('opened');
        return open();
      },
    );
    const [first, second] = await Promise.all([recording.close(), recording.close()]);
    expect(first).toEqual({ session, har, exchanges: 3, dropped: 1 });
    expect(second).toBe(first);
    expect(steps).toEqual(['closed', 'opened']);
    expect(JSON.parse(readFileSync(har, 'utf8'))).toMatchObject({ log: { version: '1.2' } });
  });

  it('leaves nothing behind where it can not start, and a session that was there alone', async () => {
    const session = join(folder, 's.tline');
    const listen = Object.assign(new Error('listen'), { code: 'EADDRINUSE' });
    const failing: EngineFactory = async (path) => {
      for (const part of ['', '-wal', '-shm']) writeFileSync(path + part, 'x');
      throw new Fault('port-in-use', 'taken', { cause: listen });
    };
    const fault = await startRecording(plan({ session }), failing, open).catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: 'port-in-use', message: expect.stringContaining('Port 8888') as string });
    expect(readdirSync(folder)).toEqual([]);
    writeFileSync(session, 'recorded before');
    await expect(startRecording(plan({ session }), failing, open)).rejects.toThrow('Port 8888');
    expect(existsSync(session)).toBe(true);
  });

  it('says which folder can not be made', async () => {
    writeFileSync(join(folder, 'file'), '');
    const bad = join(folder, 'file', 's.har');
    await expect(
      startRecording(
        plan({ har: bad }),
        engineOf(() => undefined),
        open,
      ),
    ).rejects.toMatchObject({ code: 'folder-not-writable', message: expect.stringContaining('--har') as string });
    await expect(
      startRecording(
        plan({ session: bad }),
        engineOf(() => undefined),
        open,
      ),
    ).rejects.toMatchObject({ message: expect.stringContaining('--session') as string });
  });
});
