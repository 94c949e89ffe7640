import { describe, expect, it } from 'vitest';
import { DEFAULT_TIMEOUTS } from '../../main/model/config.ts';
import { DEFAULT_TRACE_POLICY } from '../../main/model/trace.ts';
import { parseConfig } from './config-schema.ts';

describe('parseConfig', () => {
  it('takes every setting', () => {
    const value = {
      $schema: './x.json',
      target: 'https://app.example.test',
      routes: [
        {
          match: '/api',
          target: 'ws://localhost:1/base',
          rewrite: { from: '^/api', to: '' },
          host: 'rewrite',
          secure: false,
          timeouts: { connectMs: 5 },
        },
      ],
      port: 0,
      host: '::1',
      https: true,
      trustedPeers: ['10.0.0.0/8'],
      via: true,
      envMark: 'dev 1',
      hostPolicy: 'keep',
      timeouts: { responseMs: 0 },
      budget: { bodyBytes: 1, sessionBytes: 2 },
      editor: 'myed --line {line} {file}',
      sourceMaps: { keep: false, roots: ['../ui'], paths: [{ from: '^app://', to: '/srv/' }] },
      switches: { inject: false, repairMapType: true, sendTrace: false },
      trace: { traceparent: 'keep' },
      stripTrace: 'on',
      headerRules: [{ id: 'debug', enabled: false, side: 'request', action: 'set', name: 'X-Debug', value: '1' }],
      sampling: [
        { match: '/health', ratio: 0.01, slowMs: 200 },
        { match: '/poll', perSecond: 1 },
      ],
    };
    const { $schema: _schema, ...values } = value;
    expect(parseConfig(value)).toEqual({
      values: {
        ...values,
        timeouts: { ...DEFAULT_TIMEOUTS, responseMs: 0 },
        trace: { ...DEFAULT_TRACE_POLICY, traceparent: 'keep' },
      },
    });
    const routes = [{ match: '/a', target: 'http://h', trace: { generate: false } }];
    expect(parseConfig({ routes })).toEqual({ values: { routes } });
    const rule = { side: 'response', action: 'remove', name: 'Server' };
    expect(parseConfig({ headerRules: [rule] })).toEqual({
      values: { headerRules: [{ id: 'rule 1', enabled: true, ...rule }] },
    });
    expect(parseConfig({})).toEqual({ values: {} });
  });

  it.each([
    [5, 'the file must be an object, not 5'],
    [[], 'the file must be an object, not a list'],
    [{ prot: 1 }, 'prot is no setting'],
    [
      { sourceMaps: { paths: [{ from: '(', to: '' }] } },
      'sourceMaps.paths[0].from must be a regular expression, not "("',
    ],
    [{ port: 70_000 }, 'port must be a port from 0 to 65535, not 70000'],
    [{ port: 1.5 }, 'port must be a port from 0 to 65535, not 1.5'],
    [{ switches: { inject: 1 } }, 'switches.inject must be true or false, not 1'],
    [{ editor: '' }, 'editor must be a text that is not empty'],
    [{ https: 'yes' }, 'https must be true or false, not "yes"'],
    [{ target: 'ftp://h' }, 'target must be an address (The target "ftp://h" has the scheme ftp; use http or https.)'],
    [{ routes: {} }, 'routes must be a list of routes, not Object'],
    [{ routes: [{ match: '/a' }] }, 'routes[0].target is missing'],
    [{ routes: [{ match: 'a', target: '1' }] }, 'routes[0].match must be a path such as "/api"'],
    [
      { routes: [{ match: '/a', target: '1', rewrite: { from: '(', to: '' } }] },
      'routes[0].rewrite.from must be a regular expression',
    ],
    [{ trace: { traceparent: 'on' } }, 'trace.traceparent must be "span", "keep" or "off", not "on"'],
    [{ stripTrace: true }, 'stripTrace must be "on", "off" or "auto", not true'],
    [
      { headerRules: [{ side: 'request', action: 'set', name: 'Content-Length', value: '1' }] },
      'headerRules[0] must be a rule that can be followed (Content-Length says how the message is carried',
    ],
    [
      { headerRules: [{ side: 'both', action: 'set', name: 'A' }] },
      'headerRules[0].side must be "request" or "response"',
    ],
    [{ sampling: [{ match: '/a', ratio: 2 }] }, 'sampling[0].ratio must be a number from 0 to 1, not 2'],
    [{ hostPolicy: 'both' }, 'hostPolicy must be "auto", "keep" or "rewrite", not "both"'],
    [
      { timeouts: { connectMs: -1 } },
      'timeouts.connectMs must be a whole number of milliseconds, 0 for no limit, not -1',
    ],
    [
      { budget: { bodyBytes: 'x', extra: 1 } },
      'budget.bodyBytes must be a whole number of bytes, not "x"; budget.extra is no setting',
    ],
    [{ envMark: 'a\r\nb' }, 'envMark must be a text that a header field can hold'],
    [{ trustedPeers: [''] }, 'trustedPeers[0] must be a text that is not empty'],
  ])('says what is wrong with %j', (value, problem) => {
    expect(parseConfig(value)).toEqual({ problems: expect.stringContaining(problem) as string });
  });

  it('names the first problems and counts the rest', () => {
    const value = Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`x${i}`, 1]));
    expect(parseConfig(value)).toEqual({ problems: expect.stringMatching(/x0 is no setting/) as string });
  });
});
