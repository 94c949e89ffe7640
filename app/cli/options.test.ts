import { describe, expect, it } from 'vitest';
import { type Invocation, type RunFlags, parseArguments } from './options.ts';

function runFlags(...args: string[]): RunFlags {
  const invocation = parseArguments(args, '1.2.3');
  if (invocation.verb !== 'run') throw new Error(`parsed as ${JSON.stringify(invocation)}`);
  return invocation.flags;
}

function refused(...args: string[]): Extract<Invocation, { verb: 'said' }> {
  const invocation = parseArguments(args, '1.2.3');
  if (invocation.verb !== 'said') throw new Error(`parsed as ${JSON.stringify(invocation)}`);
  return invocation;
}

describe('parseArguments', () => {
  it('needs nothing: a start page with defaults', () => {
    expect(runFlags()).toEqual({
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
    });
  });

  it('reads every option of a recording', () => {
    const flags = runFlags(
      ...[
        '--headless',
        '--json',
        '--port',
        '0',
        '--session',
        's.tline',
        '--har',
        's.har',
        '--target',
        'localhost:5173',
      ],
      ...['--route', '/api=http://localhost:8080', '--route', '/ws=ws://localhost:8081', '--duration', '2.5'],
      ...[
        '--https',
        '--host',
        '::1',
        '--no-inject',
        '--config',
        'c.json',
        '--',
        'npm',
        'run',
        'dev',
        '--',
        '--port',
        '1',
      ],
    );
    expect(flags).toEqual({
      demo: false,
      target: 'http://localhost:5173',
      routes: [
        { match: '/api', target: 'http://localhost:8080' },
        { match: '/ws', target: 'ws://localhost:8081' },
      ],
      port: 0,
      host: '::1',
      allowRemote: false,
      https: true,
      inject: false,
      config: 'c.json',
      session: 's.tline',
      har: 's.har',
      shell: 'headless',
      durationMs: 2500,
      json: true,
      command: ['npm', 'run', 'dev', '--', '--port', '1'],
      logFiles: [],
      metrics: [],
    });
  });

  it('takes the target as an argument, among options', () => {
    expect(runFlags('--port', '1', 'localhost:3000', '--browser')).toMatchObject({
      target: 'http://localhost:3000',
      port: 1,
      shell: 'browser',
    });
  });

  it('opens a session file that is given instead of a target', () => {
    expect(parseArguments(['day.tline'], '1')).toEqual({
      verb: 'open',
      file: 'day.tline',
      browser: false,
      json: false,
    });
    expect(parseArguments(['open', 'x.har', '--browser'], '1')).toMatchObject({ verb: 'open', browser: true });
  });

  it('keeps the options of other verbs apart from those of a recording', () => {
    expect(parseArguments(['export', 's.tline', '--har', 'o.har', '--raw'], '1')).toEqual({
      verb: 'export',
      file: 's.tline',
      har: 'o.har',
      raw: true,
    });
    expect(parseArguments(['import', 'in.har', '--session', 'o.tline'], '1')).toEqual({
      verb: 'import',
      file: 'in.har',
      session: 'o.tline',
    });
    expect(parseArguments(['inspect', 's.tline', '--kind', 'frames', '--id', '7', '--bodies'], '1')).toEqual({
      verb: 'inspect',
      file: 's.tline',
      kind: 'frames',
      id: '7',
      bodies: true,
    });
  });

  it('reads what comes in beside the traffic', () => {
    const flags = runFlags(
      ...['--otlp-port', '0', '--metrics', 'localhost:9100/metrics?all=1', '--metrics', 'https://b.test/m'],
      ...['--log-file', 'a.log', '--log-file', '/var/log/b.log'],
    );
    expect(flags).toMatchObject({
      otlpPort: 0,
      metrics: ['http://localhost:9100/metrics?all=1', 'https://b.test/m'],
      logFiles: ['a.log', '/var/log/b.log'],
    });
    expect(runFlags('--otlp-port', 'off').otlpPort).toBe('off');
    expect(runFlags()).toMatchObject({ metrics: [], logFiles: [] });
    expect(runFlags()).not.toHaveProperty('otlpPort');
  });

  it('reads a look-up', () => {
    const asked = { verb: 'lookup', target: 'a.map', line: '1', column: '2' };
    expect(parseArguments(['lookup', 'a.map', '1', '2'], '1')).toEqual(asked);
    expect(parseArguments(['lookup', 'a.map', '1', '2', '--session', 's.har'], '1')).toEqual({
      ...asked,
      session: 's.har',
    });
    expect(refused('lookup', 'a.map', '1').code).toBe(2);
  });

  it.each([
    [['--port', '70000'], 'port'],
    [['--port', 'x'], 'port'],
    [['--otlp-port', 'on'], 'port'],
    [['--metrics', 'ftp://a/m'], 'ftp'],
    [['--log-file', ''], 'empty'],
    [['--duration', '0'], 'duration'],
    [['--route', '/api'], '<match>=<url>'],
    [['--target', 'ftp://x'], 'ftp'],
    [['ftp://x'], 'ftp'],
    [['a.test', '--target', 'b.test'], 'twice'],
    [['--headless', '--browser'], 'exclude'],
    [['--nonsense'], '--nonsense'],
    [['a.test', 'b.test'], 'too many'],
    [['export', 'a.tline'], '--har'],
    [['open'], 'file'],
    [['--'], '"--"'],
  ])('refuses %j as wrong usage', (args, said) => {
    const answer = refused(...args);
    expect(answer.code).toBe(2);
    expect(answer.text).toContain(said);
    expect(answer.text.trimEnd().split('\n')).toHaveLength(1);
  });

  it('answers --help and --version on stdout', () => {
    expect(refused('--version')).toEqual({ verb: 'said', code: 0, text: '1.2.3\n' });
    const help = refused('--help');
    expect(help.code).toBe(0);
    for (const word of [
      '--demo',
      '--route',
      '--headless',
      '--otlp-port',
      '--log-file',
      'inspect',
      'import',
      '-- <command',
    ])
      expect(help.text).toContain(word);
  });
});
