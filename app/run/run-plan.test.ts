import { describe, expect, it } from 'vitest';
import type { RunFlags } from '../cli/options.ts';
import { toRunPlan } from './run-plan.ts';

const FLAGS: RunFlags = {
  ...{
    demo: false,
    routes: [],
    allowRemote: false,
    https: false,
    inject: true,
    shell: 'auto',
    json: false,
    command: [],
    logFiles: [],
    metrics: [],
  },
};

describe('toRunPlan', () => {
  it('has the defaults of the contract', () => {
    const { proxy } = toRunPlan(FLAGS, {}, '/p');
    expect(proxy).toMatchObject({ port: 8888, host: '127.0.0.1', https: false, routes: [] });
    expect(proxy.target).toBeUndefined();
  });

  it('lets flags win over the file, and puts their routes first', () => {
    const file = {
      target: 'http://file',
      port: 1,
      via: true,
      routes: [{ match: '/a', target: 'http://file' }],
      budget: { bodyBytes: 5 },
      sourceMaps: { roots: ['../ui'], keep: false },
      editor: 'zed',
    };
    const flags = { ...FLAGS, port: 2, routes: [{ match: '/a', target: 'http://flag' }] };
    const plan = toRunPlan(flags, file, '/p');
    expect(plan.proxy).toMatchObject({ target: 'http://file', port: 2, via: true });
    expect(plan.proxy.routes.map(({ target }) => target)).toEqual(['http://flag', 'http://file']);
    expect(plan.budget).toMatchObject({ bodyBytes: 5, sessionBytes: 2 * 1024 ** 3 });
    expect(plan.sourceMaps).toEqual({ roots: ['../ui'], paths: [], keep: false });
    expect(plan.editor).toBe('zed');
    expect(plan.proxy).not.toHaveProperty('editor');
  });

  it('turns what the file turns, and leaves pages alone where the flag says so', () => {
    expect(toRunPlan(FLAGS, {}, '/p').switches).toMatchObject({ inject: true, bringBack: true, repairMapCors: false });
    const file = { switches: { trace: false, inject: true, repairMapCors: true } };
    expect(toRunPlan(FLAGS, file, '/p').switches).toMatchObject({ inject: true, trace: false, repairMapCors: true });
    expect(toRunPlan({ ...FLAGS, inject: false }, file, '/p').switches).toMatchObject({ inject: false, trace: false });
  });

  it('opens to other machines only when that is said twice, and says so', () => {
    const open = { ...FLAGS, host: '0.0.0.0' };
    expect(() => toRunPlan(open, {}, '/p')).toThrow(/--allow-remote/);
    expect(() => toRunPlan(FLAGS, { host: '0.0.0.0' }, '/p')).toThrow(/--allow-remote/);
    expect(toRunPlan({ ...open, allowRemote: true }, {}, '/p').notices).toEqual([
      expect.stringContaining('0.0.0.0') as string,
    ]);
  });

  it('refuses a headless run with nothing to record', () => {
    const headless = { ...FLAGS, shell: 'headless' as const };
    expect(() => toRunPlan(headless, {}, '/p')).toThrow(/needs something to record/);
    expect(toRunPlan({ ...headless, command: ['ls'] }, {}, '/p').command).toEqual(['ls']);
    expect(toRunPlan(headless, { target: 'http://file' }, '/p').proxy.target).toBe('http://file');
  });

  it('refuses a target beside the demo', () => {
    expect(() => toRunPlan({ ...FLAGS, demo: true, target: 'http://a' }, {}, '/p')).toThrow(/--demo/);
  });
});
