import { expect, it } from 'vitest';
import type { Exchange } from './model/exchange.ts';
import { SERVED_SCRIPTS_LIMIT, ServedScripts } from './served-scripts.ts';
import { ServedSession } from './sourcemaps/test/served-session.ts';

async function exchange(fields: Partial<Exchange>, id = '1'): Promise<Exchange> {
  const made = await new ServedSession({ url: 'http://h/a.js' }).exchange('1');
  if (!made) throw new Error('no exchange');
  return { ...made, id, ...fields };
}

const ofType = (contentType: string) => ({
  responseBody: { sizeBytes: 1, keptBytes: 1, truncated: false, complete: true, contentType },
});

it.each<[string, Partial<Exchange>, number]>([
  ['a script', {}, 1],
  ['a stylesheet', { kind: 'stylesheet' }, 1],
  ['a module that was fetched', { kind: 'fetch', ...ofType('text/javascript; charset=utf-8') }, 1],
  ['data that was fetched', { kind: 'fetch', ...ofType('application/json') }, 0],
  ['a document', { kind: 'document', ...ofType('text/html') }, 0],
  ['one under way', { state: 'receiving' as Exchange['state'] }, 0],
  ['one that the browser had', { status: 304 }, 0],
  ['one that was cut', { responseBody: { sizeBytes: 1, keptBytes: 1, truncated: false, complete: false } }, 0],
])('%s', async (_, fields, count) => {
  const scripts = new ServedScripts();
  scripts.accept({ kind: 'exchange', record: await exchange(fields) });
  scripts.accept({ kind: 'exchange', record: await exchange(fields) });
  scripts.accept({ kind: 'dropped', count: 1 });
  expect(scripts.take()).toHaveLength(count);
  expect(scripts.take()).toEqual([]);
});

it('names so many at a time', async () => {
  const scripts = new ServedScripts();
  const record = await exchange({});
  for (let id = 0; id < SERVED_SCRIPTS_LIMIT + 5; id += 1) {
    scripts.accept({ kind: 'exchange', record: { ...record, id: String(id) } });
  }
  expect(scripts.take()).toHaveLength(SERVED_SCRIPTS_LIMIT);
});
