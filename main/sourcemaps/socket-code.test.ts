import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Frame } from '../model/message.ts';
import type { HmrRecord } from '../model/hmr.ts';
import { createSourceMapper } from './source-mapper.ts';
import { parseSocketModules, SocketCode, type MessageReader } from './socket-code.ts';
import { ServedSession } from './test/served-session.ts';

interface Recorded {
  readonly t: number;
  readonly kind: string;
  readonly json?: { readonly type?: string };
}

/** Messages of a real server's recording that bring code. */
function recorded(file: string, type: string): { readonly at: number; readonly text: string }[] {
  const lines = readFileSync(join(import.meta.dirname, '../hmr/fixtures', file), 'utf8')
    .trim()
    .split('\n');
  return lines
    .map((line) => JSON.parse(line) as Recorded)
    .filter(({ kind, json }) => kind === 'ws-frame' && json?.type === type)
    .map(({ t, json }) => ({ at: t, text: JSON.stringify(json) }));
}

function session(dialect: HmrRecord['dialect'], messages: readonly { readonly at: number; readonly text: string }[]) {
  const rows = messages.map(({ at }, index): HmrRecord => ({
    ...{ id: String(index + 1), at, dialect, type: 'update', files: [], modules: [], exchangeIds: [] },
    ...{ socketExchangeId: '1', frameId: String(index + 1) },
  }));
  const reader: MessageReader = {
    hmrRows: async ({ afterId, limit }) => ({
      rows: rows.slice(Number(afterId ?? 0)).slice(0, limit),
      total: rows.length,
    }),
    frame: async (id) => ({ ...messages[Number(id) - 1], id }) as Partial<Frame> as Frame,
  };
  return Object.assign(new ServedSession(), reader);
}

const lookUp = (reader: ServedSession & MessageReader, url: string, line: number, column: number, at?: number) =>
  createSourceMapper({
    ...{ reader, messages: reader, roots: [], paths: [] },
    fetch: async () => ({ text: '// as it is now', headers: [] }),
  }).lookup({ url, line, column, ...(at === undefined ? {} : { at }) });

describe('Turbopack', () => {
  const messages = recorded('next-16-turbopack.jsonl', 'turbopack-message');
  const reader = session('next', messages);
  // As its runtime evaluates it, and as V8 prints it.
  const url = `http://127.0.0.1:8888/_next/${encodeURI('static/chunks/_0ywv7cjbz72m2._.js?id=%5Bproject%5D/app/counter.jsx+%5Bapp-client%5D+(ecmascript)')}`;

  it('sends a module’s code and map in a message', async () => {
    const answer = await lookUp(reader, url, 17, 20, (messages[0]?.at ?? 0) + 1);
    expect(answer).toMatchObject({ source: 'file:///app/app/counter.jsx', line: 5 });
    expect(answer).toMatchObject({ codeFrame: expect.stringContaining('> 5 |   return <button') as string });
    expect(answer).not.toHaveProperty('caveats');
  });

  it('says where a module that could not be built has no place', async () => {
    const broken = parseSocketModules(messages[2]?.text ?? '');
    expect(broken.length).toBeGreaterThan(0);
    expect(await lookUp(session('next', messages.slice(2, 3)), url, 3, 9)).toHaveProperty('unresolved');
  });
});

describe('Parcel', () => {
  const messages = recorded('parcel-2.jsonl', 'update');
  const reader = session('parcel', messages);

  it('sends a module’s code with its map in it', async () => {
    for (const url of ['/__parcel_hmr/a9264f3a63fb8dce', 'http://127.0.0.1:8888/__parcel_hmr/a9264f3a63fb8dce']) {
      expect(await lookUp(reader, url, 5, 5)).toMatchObject({
        ...{ source: '/__parcel_source_root/src/view.js', line: 2, column: 3, ignored: false },
        codeFrame: expect.stringContaining("> 2 |   return 'view B'") as string,
      });
    }
  });

  it('has no other modules', async () =>
    expect(await new SocketCode(reader).find('/__parcel_hmr/none')).toBeUndefined());
});

describe('a module that was sent several times', () => {
  const message = (at: number, line: string) => ({
    at,
    text: JSON.stringify({
      assets: [{ output: `a()\n//# sourceMappingURL=data:,${line}\n//# sourceURL=/__parcel_hmr/a\n` }],
    }),
  });
  const code = new SocketCode(
    session('parcel', [message(100, 'first'), message(200, 'second'), { at: 300, text: '{"assets' }]),
  );

  it.each([
    [250, 'second'],
    [150, 'first'],
    [50, 'first'],
    [undefined, 'second'],
  ])('counts as it was at %s', async (at, text) =>
    expect(await code.find('/__parcel_hmr/a', at)).toMatchObject({ map: { url: `data:,${text}` } }),
  );
});

it.each([
  '5',
  'null',
  '{"data":[{}]}',
  '{"data":[{"instruction":{"merged":[{"entries":{"a":{}}}]}}]}',
  '{"assets":[{"output":"a()"}]}',
])('finds nothing in %s', (text) => expect(parseSocketModules(text)).toEqual([]));
