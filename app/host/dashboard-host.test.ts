import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fakeExchange, fakeMaps, fakeReader } from '../test/fake-session.ts';
import { fakeEditor } from '../test/fake-editor.ts';
import { type DashboardHost, FILES_LIMIT, createDashboardHost } from './dashboard-host.ts';

let folder: string;
let host: DashboardHost;
const done: string[] = [];

beforeEach(() => {
  done.length = 0;
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
  host = createDashboardHost({
    shell: { kind: 'browser', show: () => undefined },
    editor: fakeEditor(),
    version: '1',
    live: {
      startRecording: () => Promise.reject(new Error('not here')),
      startDemo: () => Promise.reject(new Error('not here')),
      processes: { states: [], restart: async () => undefined, stop: async () => undefined },
      startPage: async () => ({ servers: [], recentTargets: [], recentSessions: [], demoAvailable: false }),
      onStarted: () => undefined,
      onTarget: () => undefined,
    },
    openSession: async (path, state) => {
      done.push(`open ${path}`);
      if (path.includes('broken')) throw new Error('broken');
      const feed = { subscribe: () => ({ watch: () => undefined, close: () => undefined }) };
      const reader = { ...fakeReader(fakeExchange()), copyTo: async () => void state() };
      return { reader, feed, sourceMaps: fakeMaps(), close: async () => void done.push(`close ${path}`) };
    },
    importHar: async (har, session) => {
      done.push(`import ${har}`);
      writeFileSync(session, 'x');
    },
    onOpened: (path) => done.push(`opened ${path}`),
  });
});
afterEach(async () => {
  await host.close();
  rmSync(folder, { recursive: true, force: true });
});

function file(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, 'x');
  return path;
}

describe('createDashboardHost', () => {
  it('opens a session as a workspace of its own, once', async () => {
    const path = file('a.tline');
    const id = await host.openFile(path);
    expect(await host.openFile(path)).toBe(id);
    expect(done.filter((step) => step.startsWith('open '))).toEqual([`open ${path}`]);
    expect(host.workspace(id)?.state()).toMatchObject({ mode: 'file', name: 'a.tline', sessionPath: path });
    expect(host.reader(id)).toBeDefined();
    expect(host.workspace()).toBe(host.live);
    expect(host.workspace('file-99')).toBeUndefined();
    await expect(host.workspace(id)?.run({ type: 'pause' })).rejects.toMatchObject({ code: 'only-live' });
  });

  it('reads a HAR into a session that goes when the host does', async () => {
    const path = file('b.har');
    const id = await host.openFile(path);
    expect(host.workspace(id)?.state().name).toBe('b.har');
    const session = done.find((step) => step.startsWith('open '))?.slice(5) ?? '';
    expect(existsSync(session)).toBe(true);
    await host.close();
    expect(done.at(-1)).toBe(`close ${session}`);
    expect(existsSync(dirname(session))).toBe(false);
  });

  it('holds a bounded number of files, and makes room when one is closed', async () => {
    const ids: string[] = [];
    for (let n = 0; n < FILES_LIMIT; n++) ids.push(await host.openFile(file(`${n}.tline`)));
    await expect(host.openFile(file('more.tline'))).rejects.toMatchObject({ code: 'too-many-files' });
    await host.closeFile(ids[0]!);
    expect(host.workspace(ids[0])).toBeUndefined();
    expect(await host.openFile(file('more.tline'))).toBe(`file-${FILES_LIMIT + 1}`);
  });

  it('says why a file can not be opened, and goes on', async () => {
    await expect(host.openFile(join(folder, 'none.tline'))).rejects.toMatchObject({ code: 'file-missing' });
    await expect(host.openFile(file('a.txt'))).rejects.toMatchObject({ code: 'not-a-session' });
    await expect(host.openFile(file('broken.tline'))).rejects.toThrow('broken');
    expect(await host.openFile(file('good.tline'))).toBe('file-2');
  });
});
