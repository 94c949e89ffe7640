import { describe, expect, it } from 'vitest';
import { DEFAULT_SWITCHES } from '../../main/model/config.ts';
import type { FeedMessage } from '../../main/model/protocol.ts';
import type { ProcessOutput } from '../../main/model/tap-event.ts';
import type { Recording, RecordingEngine } from '../run/recording.ts';
import { fakeEditor } from '../test/fake-editor.ts';
import { fakeExchange, fakeMaps, fakeReader } from '../test/fake-session.ts';
import { LiveWorkspace } from './live-workspace.ts';
import { createTempFolder } from './temp-folder.ts';

const PACE = { ready: () => true };
const line = (text: string): ProcessOutput => ({ type: 'output', at: 1, name: 'demo', stream: 'stdout', text });

function setUp(fail = false) {
  const done: string[] = [];
  const engine: RecordingEngine = {
    proxyUrl: 'http://127.0.0.1:8888',
    sessionPath: '/s/shop.tline',
    reader: fakeReader(fakeExchange()),
    sourceMaps: fakeMaps(),
    feed: {
      subscribe: (listener) => {
        listener([{ type: 'ready', seq: 7 }]);
        return { watch: () => undefined, close: () => done.push('unsubscribe') };
      },
      announceWorkspace: () => done.push('announce'),
    },
    setTargets: (target, routes) => done.push(`targets ${target} ${routes.length}`),
    notices: [],
    switches: DEFAULT_SWITCHES,
    headerRules: [],
    setHeaderRules: (rules) => done.push(`rules ${rules.length}`),
    setSwitches: (changed) => done.push(`switches ${JSON.stringify(changed)}`),
    sendHmr: async (event, data) => {
      done.push(`hmr ${event} ${JSON.stringify(data)}`);
      return event === 'devlog' ? { sent: 2 } : { sent: 0, message: 'No page.' };
    },
    addTargets: ({ metrics, pprof }) => done.push(`ask ${metrics[0]?.url} ${pprof[0]?.url}`),
    takeProfile: async (target, kind, seconds) => {
      done.push(`profile ${target} ${kind} ${seconds}`);
      return { ok: false, code: 'profile-busy', message: 'One at a time.' };
    },
    setRecording: (on) => done.push(`recording ${on}`),
    status: () => ({ state: 'recording', startedAt: 1, dropped: 0, keptBytes: 0, budgetBytes: 1 }),
    telemetry: () => ({ otlpUrl: 'http://127.0.0.1:4318', metrics: [], pprof: [], logFiles: [] }),
    logOutput: ({ text }) => done.push(`log ${text}`),
    saveCopy: async () => undefined,
    close: async () => ({ exchanges: 1, dropped: 0 }),
  };
  const report = { session: '/s/shop.tline', exchanges: 1, dropped: 0 };
  const recording: Recording = {
    engine,
    close: async () => {
      done.push('close recording');
      return report;
    },
  };
  const workspace = new LiveWorkspace({
    context: {
      shell: { kind: 'browser', show: () => undefined },
      temp: createTempFolder(),
      editor: fakeEditor(),
      version: '1',
      openFile: async () => 'file-1',
    },
    startRecording: async (target) => {
      if (fail) throw new Error('port taken');
      done.push(`record ${target}`);
      return recording;
    },
    startDemo: async (onOutput) => {
      onOutput(line('up'));
      return {
        target: 'http://demo',
        routes: [{ match: '/api', target: 'http://api' }],
        api: { url: 'http://api', product: 'Node.js', metrics: 'http://api/metrics' },
        sendSpansTo: (otlpUrl) => done.push(`spans to ${otlpUrl}`),
        close: async () => void done.push('close demo'),
      };
    },
    startPage: async (ownPort) => ({
      servers: [],
      recentTargets: [String(ownPort)],
      recentSessions: [],
      demoAvailable: true,
    }),
    processes: {
      states: [
        {
          name: 'api',
          command: 'go run .',
          state: 'running',
          pid: 7,
          terminal: false,
          startedAt: 1,
          readyAt: 2,
          restarts: 0,
        },
      ],
      restart: async (name) => void done.push(`restart ${name}`),
      stop: async (name) => void done.push(`stop ${name}`),
    },
    onStarted: (_, target) => done.push(`started ${target}`),
    onTarget: (target) => done.push(`target ${target}`),
  });
  return { workspace, done, report };
}

describe('LiveWorkspace', () => {
  it('records without a target as a start page, and goes live when one is opened', async () => {
    const { workspace, done } = setUp();
    await workspace.openTarget(undefined, []);
    expect(workspace.state()).toMatchObject({ mode: 'start', proxyUrl: 'http://127.0.0.1:8888' });
    await workspace.openTarget('http://localhost:5173', []);
    expect(workspace.state()).toMatchObject({ mode: 'live', target: 'http://localhost:5173' });
    expect(done).toContain('target http://localhost:5173');
  });

  it('takes a profile, and says why there is none', async () => {
    const { workspace, done } = setUp();
    await workspace.openTarget('http://localhost:5173', []);
    expect(await workspace.run({ type: 'take-profile', target: 'shop', kind: 'cpu', seconds: 3 })).toEqual({
      ok: false,
      code: 'profile-busy',
      message: 'One at a time.',
    });
    expect(done).toContain('profile shop cpu 3');
  });

  it('is a start page until a target is opened, and tells windows when it is not any more', async () => {
    const { workspace, done } = setUp();
    const fed: FeedMessage[] = [];
    workspace.subscribe((messages) => fed.push(...messages), PACE);
    expect(fed).toMatchObject([{ type: 'reset', workspace: { mode: 'start' } }, { type: 'ready' }]);
    let replaced = 0;
    workspace.onReplaced(() => (replaced += 1));
    expect(
      await workspace.run({
        type: 'open-target',
        target: 'localhost:5173',
        routes: [{ match: '/a', target: 'localhost:1' }],
      }),
    ).toEqual({ ok: true });
    expect(done).toEqual([
      'record http://localhost:5173',
      'started http://localhost:5173',
      'target http://localhost:5173',
    ]);
    expect(replaced).toBe(1);
    expect(workspace.state()).toMatchObject({
      mode: 'live',
      name: 'shop.tline',
      proxyUrl: 'http://127.0.0.1:8888',
      switches: DEFAULT_SWITCHES,
      telemetry: { otlpUrl: 'http://127.0.0.1:4318' },
      target: 'http://localhost:5173',
      routes: [{ match: '/a', target: 'http://localhost:1' }],
    });
    expect((await workspace.startPage()).recentTargets).toEqual(['8888']);
  });

  it('changes the target of a running recording', async () => {
    const { workspace, done } = setUp();
    await workspace.openTarget('http://a', []);
    await workspace.openTarget('http://b', []);
    expect(done.slice(-2)).toEqual(['targets http://b 0', 'target http://b']);
    expect(workspace.state().target).toBe('http://b');
  });

  it('sends events into pages and turns switches, and says where no page was reached', async () => {
    const { workspace, done } = setUp();
    await workspace.openTarget('http://a', []);
    expect(await workspace.run({ type: 'send-hmr', event: 'devlog', data: { level: 'info' } })).toEqual({
      ok: true,
      sent: 2,
    });
    expect(await workspace.run({ type: 'send-hmr', event: 'other', data: 1 })).toEqual({
      ok: false,
      code: 'hmr-not-sent',
      message: 'No page.',
    });
    expect(await workspace.run({ type: 'set-switches', switches: { inject: false } })).toEqual({ ok: true });
    expect(done.slice(-3)).toEqual(['hmr devlog {"level":"info"}', 'hmr other 1', 'switches {"inject":false}']);
  });

  it('starts once, however often it is asked at the same time', async () => {
    const { workspace, done } = setUp();
    await Promise.all([workspace.openTarget('http://a', []), workspace.openTarget('http://b', [])]);
    expect(done.filter((step) => step.startsWith('record '))).toHaveLength(1);
  });

  it('stays a start page where recording can not start', async () => {
    const { workspace } = setUp(true);
    await expect(workspace.openTarget('http://a', [])).rejects.toThrow('port taken');
    expect(workspace.state()).toMatchObject({ mode: 'start', routes: [] });
    await expect(workspace.run({ type: 'pause' })).rejects.toMatchObject({ code: 'no-session' });
    await expect(workspace.run({ type: 'open-target', target: 'ftp://x', routes: [] })).rejects.toMatchObject({
      code: 'bad-address',
    });
  });

  it('runs the demo, and records what it said before there was a recording', async () => {
    const { workspace, done, report } = setUp();
    await workspace.startDemo([{ match: '/first', target: 'http://f' }]);
    expect(workspace.state()).toMatchObject({ demo: true, target: 'http://demo' });
    expect(workspace.routes.map(({ match }) => match)).toEqual(['/first', '/api']);
    expect(done).toContain('log up');
    expect(done).toContain('spans to http://127.0.0.1:4318');
    expect(done).toContain('ask http://api/metrics undefined');
    expect(await workspace.closeRecording()).toEqual(report);
    expect(await workspace.closeRecording()).toEqual(report);
    expect(done.slice(-2)).toEqual(['close demo', 'close recording']);
    await expect(workspace.openTarget('http://a', [])).rejects.toMatchObject({ code: 'closing' });
  });

  it('pauses and resumes, and passes notices to its windows', async () => {
    const { workspace, done } = setUp();
    await workspace.openTarget('http://a', []);
    const fed: FeedMessage[] = [];
    const subscription = workspace.subscribe((messages) => fed.push(...messages), PACE);
    await workspace.run({ type: 'pause' });
    await workspace.run({ type: 'resume' });
    expect(done.slice(-2)).toEqual(['recording false', 'recording true']);
    workspace.notify({ code: 'x', severity: 'info', message: 'm' });
    expect(fed.at(-1)).toMatchObject({ type: 'notice' });
    subscription.close();
    workspace.notify({ code: 'y', severity: 'info', message: 'm' });
    expect(fed).toHaveLength(2);
    expect(done.at(-1)).toBe('unsubscribe');
  });
});
