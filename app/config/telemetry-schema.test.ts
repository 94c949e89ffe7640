import { describe, expect, it } from 'vitest';
import { parseConfig } from './config-schema.ts';

describe('the settings of what comes in beside the traffic', () => {
  it('takes every setting', () => {
    const value = {
      processes: [
        { name: 'web', command: 'npm run dev', cwd: 'web', terminal: true, ready: { port: 5173 }, restart: 'always' },
        {
          name: 'shop api',
          command: ['go', 'run', '.'],
          env: { A: '' },
          ready: { url: 'http://[::1]:1/up', timeoutMs: 1 },
        },
      ],
      logFiles: [{ path: 'logs/app.log' }],
      logParsers: [{ pattern: '^(?<level>\\w+) (?<message>.*)$', sources: ['process:web', 'file:*'] }],
      metrics: [{ url: 'http://localhost:9100/metrics?x=1', name: 'api', intervalMs: 500 }],
      pprof: [{ url: 'http://localhost:6060/debug/pprof', name: 'api' }],
      otlpPort: 'off',
      exportTo: { endpoint: 'https://otel.example.test/in', headers: { key: 'x' }, signals: ['traces'], queue: 10 },
      traceViewer: 'https://traces.example.test/t/{traceId}?from={from}',
    };
    expect(parseConfig(value)).toEqual({ values: value });
  });

  it('takes a text for a path or an endpoint', () => {
    expect(parseConfig({ logFiles: ['a.log'], metrics: ['http://a/m'], pprof: ['http://a/p'], otlpPort: 0 })).toEqual({
      values: {
        ...{ logFiles: [{ path: 'a.log' }], metrics: [{ url: 'http://a/m' }], pprof: [{ url: 'http://a/p' }] },
        otlpPort: 0,
      },
    });
  });

  it.each([
    [{ processes: [{ name: 'a' }] }, 'processes[0].command is missing'],
    [{ processes: [{ name: 'a', command: [] }] }, 'processes[0].command must be a list that is not empty'],
    [{ processes: [{ name: 'a', command: 5 }] }, 'processes[0].command must be a text for the shell, or a list'],
    [{ processes: [{ name: ' a', command: 'x' }] }, 'processes[0].name must be a name without blanks around it'],
    [{ processes: [{ name: 'a\nb', command: 'x' }] }, 'processes[0].name must be a name'],
    [
      { processes: ['x', 'y'].map((command) => ({ name: 'a', command })) },
      'processes must be a list in which every name is there once',
    ],
    [{ processes: [{ name: 'a', command: 'x', ready: {} }] }, 'processes[0].ready must be either a port or a url'],
    [{ processes: [{ name: 'a', command: 'x', ready: { port: 0 } }] }, 'ready.port must be a port from 1 to 65535'],
    [{ processes: [{ name: 'a', command: 'x', restart: 'yes' }] }, 'restart must be "never", "on-failure" or "always"'],
    [{ logFiles: [5] }, 'logFiles[0] must be a path'],
    [{ logParsers: [{ pattern: '(' }] }, 'logParsers[0].pattern must be a regular expression'],
    [{ logParsers: [{ pattern: 'x' }] }, 'logParsers[0].pattern must be a regular expression with a named group'],
    [{ metrics: ['ftp://a'] }, 'metrics[0] must be an http or https URL'],
    [{ metrics: [{ url: 'http://a', intervalMs: 1 }] }, 'metrics[0].intervalMs must be a whole number'],
    [{ otlpPort: 'on' }, 'otlpPort must be a port from 0 to 65535, or "off", not "on"'],
    [{ exportTo: { endpoint: 'x:y' } }, 'exportTo.endpoint must be an address'],
    [{ traceViewer: 'javascript:alert("{traceId}")' }, 'traceViewer must be an http or https URL with {traceId} in it'],
    [{ traceViewer: 'https://traces.example.test' }, 'traceViewer must be an http or https URL with {traceId} in it'],
  ])('says what is wrong with %j', (value, problem) => {
    expect(parseConfig(value)).toEqual({ problems: expect.stringContaining(problem) as string });
  });
});
