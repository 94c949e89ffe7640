import { describe, expect, it } from 'vitest';
import {
  MESSAGE_LIMIT,
  WATCH_LIMIT,
  isLinkMessage,
  parseCommand,
  parseQuery,
  parseSourceQuery,
  parseWatch,
} from './window-message.ts';

const bad = expect.objectContaining({ code: 'bad-message' }) as Error;

describe('isLinkMessage', () => {
  it('knows calls and answers', () => {
    expect(isLinkMessage('{"t":"q","i":"1","m":"subscribe","a":[]}')).toBe(true);
    expect(isLinkMessage('{"t":"s","i":"1"}')).toBe(true);
  });

  it.each(['', '{', 'null', '[]', '1', '{"t":"x"}', '{"t":"q"}', '{"t":"q","m":1,"a":[]}', '{"t":"q","m":"x","a":{}}'])(
    'drops %j',
    (text) => expect(isLinkMessage(text)).toBe(false),
  );

  it('drops what is too long', () => {
    expect(isLinkMessage(JSON.stringify({ t: 'q', m: 'x', a: ['x'.repeat(MESSAGE_LIMIT)] }))).toBe(false);
  });
});

describe('parseQuery', () => {
  it('passes well-formed questions', () => {
    expect(parseQuery('summary', [])).toEqual({ name: 'summary', args: [] });
    expect(
      parseQuery('frameRows', [{ exchangeId: '1', direction: 'in', opcodes: ['text'] }, { limit: 100 }]).args,
    ).toHaveLength(2);
    expect(parseQuery('exchangeRows', [{ afterId: '3', limit: 5000 }, null]).args).toHaveLength(1);
    expect(parseQuery('pageRows', [{ afterId: '3~1', limit: 5 }]).args).toHaveLength(1);
    expect(parseQuery('trace', ['0af7651916cd43dd8448eb211c80319c']).name).toBe('trace');
  });

  it('passes well-formed questions about logs, spans and metrics', () => {
    const filter = { levels: ['error'], texts: ['a'], without: ['b'], fields: [{ path: 'user.id', text: '1' }] };
    expect(parseQuery('logRows', [{ limit: 5 }, { ...filter, fromAt: 1, toAt: 2.5 }]).args).toHaveLength(2);
    expect(parseQuery('logRows', [{ limit: 5 }, null]).args).toHaveLength(1);
    expect(parseQuery('logIndex', [{}, { every: 200, afterId: '7', skip: 3 }]).args).toHaveLength(2);
    expect(parseQuery('metricPoints', [['1', '2'], { fromAt: 1, toAt: 2, steps: 300 }]).args).toHaveLength(2);
    expect(parseQuery('traceRows', [{ beforeId: '0af7651916cd43dd8448eb211c80319c', limit: 50 }]).args).toHaveLength(1);
    for (const span of [[], [{ fromAt: 1, toAt: 2 }]])
      expect(parseQuery('serviceCalls', span).args).toHaveLength(span.length);
  });

  it.each([
    ['toString', []],
    ['close', []],
    ['body', ['1', 'request']],
    [undefined, []],
    ['summary', [1]],
    ['summary', undefined],
    ['exchange', [1]],
    ['exchange', []],
    ['exchangeRows', [{ limit: 5001 }]],
    ['exchangeRows', [{ limit: 0.5 }]],
    ['exchangeRows', [{ limit: 5, other: 1 }]],
    ['frameRows', [{ direction: 'up' }, { limit: 1 }]],
    ['trace', ['0AF7651916CD43DD8448EB211C80319C']],
    ['trace', ['']],
    ['error', [1]],
    ['logRows', [{ limit: 5 }, { levels: ['loud'] }]],
    ['logRows', [{ limit: 5 }, { sql: '1' }]],
    ['logRows', [{ limit: 5 }, { fields: [{ path: 'a' }] }]],
    ['logIndex', [{}, { every: 0 }]],
    ['logHistogram', [{ fromAt: 1, toAt: Infinity, steps: 5 }]],
    ['logHistogram', [{ fromAt: 1, toAt: 2, steps: 1e9 }]],
    ['metricPoints', [[1], { fromAt: 1, toAt: 2, steps: 3 }]],
    ['profileBytes', ['1']],
    ['searchFrames', [{ text: 'x'.repeat(5000) }]],
  ])('refuses %j %j', (name, args) => {
    expect(() => parseQuery(name, args)).toThrow(bad);
  });
});

describe('parseSourceQuery', () => {
  it('passes well-formed questions, also without an instant', () => {
    expect(parseSourceQuery('checkMap', ['http://h/a.js', 5.5])).toEqual({
      name: 'checkMap',
      args: ['http://h/a.js', 5.5],
    });
    expect(parseSourceQuery('checkMap', ['http://h/a.js']).args).toEqual(['http://h/a.js', undefined]);
    expect(parseSourceQuery('mapStack', ['Error: x', null]).args).toEqual(['Error: x', undefined]);
  });

  it.each([
    ['constructor', ['x']],
    ['lookup', ['x']],
    ['checkMap', []],
    ['checkMap', [5]],
    ['checkMap', ['x', '5']],
    ['checkMap', ['x', 1, 2]],
    ['checkMap', ['x'.repeat(10_000)]],
    ['mapStack', ['x'.repeat(300_000)]],
  ])('refuses %s', (name, args) => {
    expect(() => parseSourceQuery(name, args)).toThrow(bad);
  });
});

describe('parseCommand', () => {
  it.each([
    { type: 'pause' },
    {
      type: 'open-target',
      target: 'http://localhost:1',
      routes: [{ match: '/api', target: 'http://a', host: 'keep' }],
    },
    { type: 'export-har', raw: false },
    { type: 'open-file', path: '/a/b.tline' },
    { type: 'open-source', path: '/a/b.ts', line: 3, column: 4 },
    { type: 'open-source', path: '/a/b.ts', line: 3 },
    { type: 'send-hmr', event: 'devlog', data: { level: 'info', message: 'hi' } },
    { type: 'set-switches', switches: { inject: false, repairMapCors: true } },
    { type: 'take-profile', target: '127.0.0.1:6060', kind: 'goroutine' },
    { type: 'take-profile', target: 'shop', kind: 'cpu', seconds: 10 },
  ])('passes %j', (command) => {
    expect(parseCommand(command)).toEqual(command);
  });

  it.each([
    null,
    'pause',
    {},
    { type: 'shutdown' },
    { type: 'constructor' },
    { type: 'pause', extra: 1 },
    { type: 'open-target', target: 'x' },
    { type: 'open-target', target: '', routes: [] },
    { type: 'open-target', target: 'x', routes: [{ match: '/a', target: 'y', timeouts: { connectMs: -1 } }] },
    { type: 'export-har' },
    { type: 'replay', exchangeId: 7 },
    { type: 'open-source', path: '/a/b.ts', line: 0 },
    { type: 'open-source', path: '', line: 1 },
    { type: 'send-hmr', event: 1, data: 1 },
    { type: 'set-switches', switches: { inject: 1 } },
    { type: 'set-switches', switches: { other: true } },
    { type: 'take-profile', target: 'shop', kind: 'trace' },
    { type: 'take-profile', target: 'shop', kind: 'cpu', seconds: 1e9 },
  ])('refuses %j', (command) => {
    expect(() => parseCommand(command)).toThrow(bad);
  });
});

describe('parseWatch', () => {
  it('holds to the limit', () => {
    const ids = Array.from({ length: WATCH_LIMIT }, (_, n) => String(n));
    expect(parseWatch(ids)).toEqual(ids);
    expect(() => parseWatch([...ids, 'one more'])).toThrow(bad);
    expect(() => parseWatch('1')).toThrow(bad);
  });
});
