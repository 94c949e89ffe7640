import { describe, expect, it } from 'vitest';
import type { KeptMap, KeptMapReader } from '../model/kept-map.ts';
import { KeptMaps, scriptHash } from './kept-maps.ts';
import type { Fetched, FetchText } from './loopback-fetch.ts';
import { KEEP_CONCURRENCY, KEEP_QUEUE_LIMIT, KEPT_MAPS_BYTES, KEPT_MAP_BYTES, MapKeeper } from './map-keeper.ts';
import { ServedIndex } from './served-index.ts';
import { ServedSession, type ServedAnswer } from './test/served-session.ts';

const OWN = 'http://127.0.0.1:8888';
const UP = 'http://127.0.0.1:5173';
const NONE: KeptMapReader = { keptMap: async () => undefined, keptMapBytes: async () => 0 };

/** A script that names a map, as the proxy served it. */
const script = (path: string, reference: string, upstream = UP): ServedAnswer => ({
  ...{ url: `${OWN}${path}`, text: `/* ${path} */\n//# sourceMappingURL=${reference}` },
  fields: { upstreamUrl: `${upstream}${path}` },
});

interface Setup {
  readonly answer?: (url: string) => Promise<Fetched | { readonly code: string; readonly message: string }>;
  readonly reader?: KeptMapReader;
}

function keeper(answers: readonly ServedAnswer[], { answer, reader = NONE }: Setup = {}) {
  const asked: string[] = [];
  const limits: (number | undefined)[] = [];
  const kept: (KeptMap & { readonly text: string })[] = [];
  const fetch: FetchText = async (url, rules) => {
    asked.push(url);
    limits.push(rules?.limitBytes);
    return answer ? answer(url) : { text: `map at ${url}`, headers: [['Content-Type', 'application/json']] };
  };
  const session = new ServedSession(...answers);
  const it1 = new MapKeeper({
    ...{ served: new ServedIndex(session), kept: new KeptMaps(reader), fetch, clock: () => 5, ownOrigin: OWN },
    keep: (record, bytes) => kept.push({ ...record, text: Buffer.from(bytes).toString() }),
  });
  const all = answers.map((_, index) => String(index + 1));
  const run = async (ids: readonly string[] = all) => {
    it1.add(ids);
    for (const id of ids) await it1.settled(id);
  };
  return { keeper: it1, session, asked, limits, kept, run };
}

describe('the map of a script that was served', () => {
  it('is asked for at its upstream and kept under the address that the browser has for it', async () => {
    const answer = script('/js/a.js', 'a.js.map?v=1');
    const { run, asked, kept } = keeper([answer]);
    await run();
    expect(asked).toEqual([`${UP}/js/a.js.map?v=1`]);
    expect(kept).toEqual([
      {
        ...{ url: `${OWN}/js/a.js.map?v=1`, script: scriptHash(answer.text ?? ''), at: 5 },
        ...{ contentType: 'application/json', text: `map at ${UP}/js/a.js.map?v=1` },
      },
    ]);
  });

  it.each<[string, ServedAnswer, string[]]>([
    [
      'of a stylesheet',
      { ...script('/a.css', 'x'), text: 'a{}\n/*# sourceMappingURL=a.css.map */' },
      [`${UP}/a.css.map`],
    ],
    [
      'named by a header',
      {
        ...script('/a.js', 'x'),
        text: 'a()',
        fields: { upstreamUrl: `${UP}/a.js`, responseHeaders: [['SourceMap', '/m/a.map']] },
      },
      [`${UP}/m/a.map`],
    ],
    ['named by the proxy’s own address', script('/a.js', `${OWN}/a.js.map`), [`${UP}/a.js.map`]],
    [
      'of another server on this machine',
      script('/a.js', 'http://localhost:9000/a.map'),
      ['http://localhost:9000/a.map'],
    ],
    [
      'of an upstream elsewhere',
      script('/a.js', 'a.map', 'https://dev.example.test'),
      ['https://dev.example.test/a.map'],
    ],
    ['of another machine', script('/a.js', 'https://cdn.example.test/a.map'), []],
    ['of this machine, named by another', script('/a.js', 'http://127.0.0.1:22/', 'https://dev.example.test'), []],
    ['in the script', script('/a.js', 'data:,{}'), []],
    ['of a script without one', { ...script('/a.js', 'x'), text: 'a()' }, []],
    ['of a failed script', { ...script('/a.js', 'a.map'), fields: { status: 500, upstreamUrl: UP } }, []],
  ])('%s', async (_, answer, addresses) => {
    const { run, asked } = keeper([answer]);
    await run();
    expect(asked).toEqual(addresses);
  });

  it('is asked for once for each content', async () => {
    const again = script('/a.js', 'a.js.map');
    const { run, asked } = keeper([again, again, { ...again, text: `b();${again.text ?? ''}` }]);
    await run();
    expect(asked).toHaveLength(2);
  });

  it('is not asked for where an earlier run kept it', async () => {
    const reader: KeptMapReader = {
      ...NONE,
      keptMap: async (url, hash) => ({ url, script: hash, at: 1, bytes: Buffer.from('x') }),
    };
    const { run, asked } = keeper([script('/a.js', 'a.js.map')], { reader });
    await run();
    expect(asked).toEqual([]);
  });

  it('that can’t be had is kept as its reason and tried once more', async () => {
    const fault = { code: 'fetch-failed', message: 'Answered with 404.' };
    const again = script('/a.js', 'a.js.map');
    const { run, asked, kept } = keeper([again, again, again], { answer: async () => fault });
    await run();
    expect(asked).toHaveLength(2);
    expect(kept[0]).toMatchObject({ fault, text: '' });
  });

  it('is at hand when its bytes have gone to the session', async () => {
    const text = JSON.stringify({ mappings: 'A'.repeat(100_000) });
    const kept = new KeptMaps(NONE);
    const answer = script('/a.js', 'a.js.map');
    const it1 = new MapKeeper({
      ...{ served: new ServedIndex(new ServedSession(answer)), kept, clock: () => 5 },
      fetch: async () => ({ text, headers: [] }),
      keep: (_, bytes) => void structuredClone(bytes, { transfer: [bytes.buffer as ArrayBuffer] }),
    });
    it1.add(['1']);
    await it1.settled('1');
    const found = await kept.find(`${OWN}/a.js.map`, scriptHash(answer.text ?? ''));
    expect(Buffer.from(found?.bytes ?? []).toString()).toBe(text);
  });

  it('counts against what a session may hold', async () => {
    const reader: KeptMapReader = { ...NONE, keptMapBytes: async () => KEPT_MAPS_BYTES - 10 };
    const { run, asked, kept, limits } = keeper([script('/a.js', 'a.js.map'), script('/b.js', 'b.js.map')], { reader });
    await run(['1']);
    await run(['2']);
    expect(limits).toEqual([10]);
    expect(asked).toHaveLength(1);
    expect(kept[1]).toMatchObject({ fault: { code: 'map-budget' } });
  });

  it('may be so large', async () => {
    const { run, limits } = keeper([script('/a.js', 'a.js.map')]);
    await run();
    expect(limits).toEqual([KEPT_MAP_BYTES]);
  });
});

it('fetches so many at a time, and whoever asks for one of them waits', async () => {
  const answers = Array.from({ length: 6 }, (_, index) => script(`/${index}.js`, `${index}.map`));
  const open: (() => void)[] = [];
  const answer = () => new Promise<Fetched>((resolve) => open.push(() => resolve({ text: 'm', headers: [] })));
  const { keeper: it1, asked } = keeper(answers, { answer });
  it1.add(answers.map((_, index) => String(index + 1)));
  const settled: string[] = [];
  const last = it1.settled('6').then(() => settled.push('6'));
  while (settled.length === 0) {
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked.length - settled.length).toBeLessThanOrEqual(6);
    expect(open.length).toBeLessThanOrEqual(KEEP_CONCURRENCY);
    open.shift()?.();
  }
  await last;
  expect(asked).toHaveLength(6);
  await it1.settled('unknown');
});

it('has a line of bounded length', async () => {
  const { keeper: it1, session } = keeper([]);
  it1.add(Array.from({ length: KEEP_QUEUE_LIMIT + 50 }, (_, index) => `none-${index}`));
  expect(await it1.settled(`none-${KEEP_QUEUE_LIMIT + 49}`)).toBeUndefined();
  expect(session.bodiesRead).toBe(0);
});
