import { describe, expect, it } from 'vitest';
import { Connection } from './connection.ts';
import { MAX_UNDECIDED, type Dialect } from './dialect.ts';
import { NEXT } from './next.ts';
import { PARCEL } from './parcel.ts';
import { RSPACK } from './rspack.ts';
import { Rig } from './test/rig.ts';
import { VITE } from './vite.ts';
import { WEBPACK_DEV_SERVER } from './webpack-dev-server.ts';
import { WEBPACK_HOT_MIDDLEWARE } from './webpack-hot-middleware.ts';

const ALL: readonly Dialect[] = [VITE, NEXT, RSPACK, WEBPACK_HOT_MIDDLEWARE, WEBPACK_DEV_SERVER, PARCEL];

interface Given {
  readonly path?: string;
  readonly subprotocol?: string;
  readonly transport?: 'websocket' | 'event-stream';
}

function start({ path = '/', subprotocol, transport = 'websocket' }: Given) {
  let opened: string | undefined;
  const rig = new Rig(VITE);
  const connection = new Connection({
    transport,
    url: new URL(path, 'http://a'),
    subprotocol,
    dialects: ALL,
    hasHashedAssets: () => false,
    open: (dialect) => {
      opened = dialect.name;
      return rig.session;
    },
  });
  let at = 0;
  const say = (text: string, direction: 'in' | 'out' = 'in', truncated = false): void =>
    connection.accept({ at: at++, direction, text, truncated });
  return { connection, rig, say, opened: () => opened };
}

describe("an application's connection is left alone", () => {
  const cases: readonly (readonly [string, Given, readonly string[]])[] = [
    ['an update', {}, ['{"type":"update"}', '{"type":"update","updates":[]}']],
    [
      'an update on a path of webpack',
      { path: '/ws' },
      ['{"type":"ok"}', '{"type":"ok"}', '{"type":"hash","data":"1"}'],
    ],
    [
      'a build on a path of webpack',
      { path: '/ws' },
      ['{"action":"built","hash":"75973744","errors":[],"warnings":[]}'],
    ],
    ['a build', { path: '/jobs' }, ['{"action":"built"}', '{"action":"building"}']],
    [
      'an event stream like that of webpack-hot-middleware elsewhere',
      { path: '/events', transport: 'event-stream' },
      [
        '{"action":"sync","hash":"75973744c4a62e7459a1","warnings":[],"errors":[],"modules":{}}',
        '{"action":"building"}',
      ],
    ],
    ['an application that says connected', { subprotocol: 'graphql-ws' }, ['{"type":"connected"}']],
    ['a probe of Vite', { subprotocol: 'vite-ping' }, ['{"type":"connected"}']],
    ['text', { path: '/_next/hmr' }, Array<string>(50).fill('hello')],
  ];

  it.each(cases)('%s', (_what, given, texts) => {
    const { rig, say, opened } = start(given);
    for (const text of texts) say(text);
    expect(opened()).toBeUndefined();
    expect(rig.records).toEqual([]);
  });
});

it('is decided at once where no dialect can be meant', () => {
  expect(start({ path: '/chat', subprotocol: 'chat' }).connection.isForeign).toBe(true);
});

it('is given up when its messages tell nothing', () => {
  const { connection, say } = start({ path: '/ws' });
  for (let n = 0; n < MAX_UNDECIDED; n++) {
    expect(connection.isForeign).toBe(false);
    say('{"type":"progress-update","data":{}}');
  }
  expect(connection.isForeign).toBe(true);
});

it('hands on the messages before the verdict too, of both sides', () => {
  const { rig, say, opened } = start({ subprotocol: 'vite-hmr' });
  say('{"type":"custom","event":"hello"}', 'out');
  say('{"type":"connected"}');
  expect(opened()).toBe('vite');
  expect(rig.story).toEqual(['custom hello', 'connected']);
});

it('undoes the framing of SockJS, and takes bare messages on its path too', () => {
  const path = '/sockjs-node/160/pnyqoplv/websocket';
  const texts = ['{"type":"hot"}', '{"type":"hash","data":"d19ee30f6dae233ce835"}', '{"type":"ok"}'];
  const framed = start({ path });
  framed.say('o');
  framed.say(`a${JSON.stringify(texts)}`);
  const bare = start({ path });
  for (const text of texts) bare.say(text);
  expect([framed.opened(), bare.opened()]).toEqual(['webpack-dev-server', 'webpack-dev-server']);
});

it('names a message of which only the head was kept', () => {
  const { rig, say } = start({ subprotocol: 'vite-hmr' });
  say('{"type":"connected"}');
  say('{"type":"bundled-dev-update","url":"/a', 'in', true);
  say('{"cut', 'in', true);
  expect(rig.story).toEqual(['connected', 'custom bundled-dev-update']);
});

it('says that it ended only where it was hot', () => {
  const hot = start({ subprotocol: 'vite-hmr' });
  hot.say('{"type":"connected"}');
  hot.connection.close(9, 'closed');
  const other = start({});
  other.connection.close(9, 'closed');
  expect([hot.rig.story, other.rig.story]).toEqual([['connected', 'disconnected'], []]);
});
