import { afterEach, describe, expect, it, test } from 'vitest';
import { HEADER_RULE_LIMIT, type HeaderRule, type RuleEffect } from '../model/rules.ts';
import { HeaderRules } from './header-rules.ts';
import { fieldLines, OK_ANSWER, WireRig } from './wire-rig.ts';

const ASKED = { hostname: 'localhost', path: '/api/items?x=1' };
const RULE: HeaderRule = { id: 'r1', enabled: true, side: 'request', action: 'set', name: 'X-Debug', value: '1' };

function apply(rules: readonly Partial<HeaderRule>[], raw: readonly string[], side: HeaderRule['side'] = 'request') {
  const effects: RuleEffect[] = [];
  const changed = [...raw];
  const compiled = new HeaderRules(rules.map((rule, i) => ({ ...RULE, id: `r${i + 1}`, ...rule })));
  compiled.apply(side, ASKED, changed, { rule: (effect) => effects.push(effect) });
  return { raw: changed, effects };
}

describe('a rule', () => {
  it.each<[string, Partial<HeaderRule>, readonly string[], readonly string[], readonly string[], readonly string[]]>([
    ['sets a field that is not there', {}, ['A', 'b'], ['A', 'b', 'X-Debug', '1'], [], ['1']],
    [
      'sets all lines of a name to one, in the first’s place',
      {},
      ['x-debug', '0', 'A', 'b', 'X-DEBUG', '2'],
      ['x-debug', '1', 'A', 'b'],
      ['0', '2'],
      ['1'],
    ],
    ['appends', { action: 'append' }, ['X-Debug', '0'], ['X-Debug', '0', 'X-Debug', '1'], ['0'], ['0', '1']],
    [
      'removes',
      { action: 'remove' },
      ['a', '1', 'x-debug', '0', 'b', '2', 'X-Debug', '1'],
      ['a', '1', 'b', '2'],
      ['0', '1'],
      [],
    ],
    [
      'renames and keeps values',
      { action: 'rename', value: 'X-Other' },
      ['x-debug', '0', 'A', 'b'],
      ['X-Other', '0', 'A', 'b'],
      ['0'],
      ['0'],
    ],
  ])('%s', (_name, rule, raw, expected, before, after) => {
    const { raw: changed, effects } = apply([rule], raw);
    expect(changed).toEqual(expected);
    expect(effects).toMatchObject([{ ruleId: 'r1', side: 'request', name: 'X-Debug', before, after }]);
  });

  it.each<[string, Partial<HeaderRule>, readonly string[]]>([
    ['that sets what is so already', {}, ['X-Debug', '1']],
    ['that removes what is not there', { action: 'remove' }, ['A', 'b']],
    ['that renames what is not there', { action: 'rename', value: 'B' }, ['A', 'b']],
    ['that is off', { enabled: false }, ['A', 'b']],
    ['for answers', { side: 'response' }, ['A', 'b']],
    ['for another path', { match: '/other' }, ['A', 'b']],
  ])('%s changes nothing and tells nothing', (_name, rule, raw) => {
    expect(apply([rule], raw)).toEqual({ raw, effects: [] });
  });
});

test('rules apply in their order, each where it matches', () => {
  const { raw, effects } = apply(
    [
      { match: '/api' },
      { match: '/api/**', action: 'rename', value: 'X-Trace-Me' },
      { action: 'remove', name: 'x-trace-me' },
    ],
    ['A', 'b'],
  );
  expect(raw).toEqual(['A', 'b']);
  expect(effects.map(({ ruleId }) => ruleId)).toEqual(['r1', 'r2', 'r3']);
});

test('a faulty list is refused with the rule that is wrong', () => {
  expect(() => apply([{ name: 'Content-Length' }], [])).toThrow('Content-Length says how the message is carried');
  expect(() =>
    apply(
      Array.from({ length: HEADER_RULE_LIMIT + 1 }, () => ({})),
      [],
    ),
  ).toThrow('201 header rules');
});

const rig = new WireRig();
afterEach(() => rig.close());

const BOTH: readonly HeaderRule[] = [
  { ...RULE, match: '/api' },
  { ...RULE, id: 'r2', side: 'response', action: 'remove', name: 'Server' },
];

test('requests and answers are changed on their way, and the exchange says by which rule', async () => {
  const { server, client, taps, proxy } = await rig.pair({ headerRules: BOTH });
  client.write('GET /api HTTP/1.1\r\nHost: h\r\n\r\n');
  const upstream = await server.connection(0);
  expect(await upstream.has('\r\n\r\n')).toContain('\r\nX-Debug: 1\r\n');
  upstream.write('HTTP/1.1 200 OK\r\nServer: s\r\nContent-Length: 2\r\n\r\nok');
  expect(fieldLines(await client.has('ok'))).toEqual(['Content-Length: 2', 'Connection: keep-alive']);
  await taps.closed();
  expect(taps.of('rule').map(({ effect }) => [effect.ruleId, effect.before, effect.after])).toEqual([
    ['r1', [], ['1']],
    ['r2', ['s'], []],
  ]);
  proxy.setHeaderRules([]);
  client.write('GET /api HTTP/1.1\r\nHost: h\r\n\r\n');
  expect((await upstream.has('\r\n\r\n', 2)).split('X-Debug')).toHaveLength(2);
  upstream.write(OK_ANSWER);
  await taps.closed(2);
  expect(() => proxy.setHeaderRules([{ ...RULE, name: 'Upgrade' }])).toThrow('no rule may change it');
});

test('a handshake of a WebSocket is changed too', async () => {
  const { server, client } = await rig.pair({ headerRules: BOTH });
  client.write('GET /api/ws HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n');
  const upstream = await server.connection(0);
  expect(await upstream.has('\r\n\r\n')).toContain('\r\nX-Debug: 1\r\n');
  upstream.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nServer: s\r\nConnection: Upgrade\r\n\r\n');
  expect(fieldLines(await client.has('\r\n\r\n'))).toEqual(['Upgrade: websocket', 'Connection: Upgrade']);
});
