import { describe, expect, it } from 'vitest';
import { ServedIndex } from './served-index.ts';
import { ServedSession } from './test/served-session.ts';

const URL = 'http://h/src/a.ts?t=1';

describe('what was served', () => {
  const session = new ServedSession(
    { url: URL, text: 'first', at: 100 },
    { url: URL, text: 'second', at: 200 },
    { url: URL, at: 250, fields: { status: 304 } },
    { url: URL, text: 'third', at: 300 },
    { url: 'http://h/src/a.ts?t=2', text: 'other query', at: 150 },
    { url: 'http://h/x', text: 'seen at its server', fields: { upstreamUrl: 'http://up/x' } },
  );
  const find = async (url: string, at?: number) => {
    const served = await new ServedIndex(session).find(url, at);
    return 'exchange' in served ? served.text : served.code;
  };

  it.each([
    [undefined, 'third'],
    [299, 'second'],
    [200, 'second'],
    [199, 'first'],
    // Nothing before it: the first after it.
    [50, 'first'],
  ])('at %s', async (at, text) => expect(await find(URL, at)).toBe(text));

  it('is found without its fragment and by the address of its server', async () => {
    expect(await find(`${URL}#x`, 199)).toBe('first');
    expect(await find('http://up/x')).toBe('seen at its server');
  });

  it('is never taken from another query', async () =>
    expect(await find('http://h/src/a.ts')).toBe('script-not-captured'));

  it('is kept up with', async () => {
    const live = new ServedSession({ url: 'http://h/a', text: 'a' });
    const index = new ServedIndex(live);
    await index.find('http://h/a');
    live.add({ url: 'http://h/b', text: 'b' });
    expect(await index.find('http://h/b')).toMatchObject({ text: 'b' });
  });
});

it.each([
  ['script-not-kept', { status: 304 }],
  ['script-failed', { status: 500 }],
  ['script-truncated', { responseBody: { sizeBytes: 9, keptBytes: 1, truncated: true, complete: true } }],
  ['script-not-captured', { method: 'HEAD' }],
  ['script-not-captured', { kind: 'image' }],
] as const)('says %s', async (code, fields) => {
  const index = new ServedIndex(new ServedSession({ url: URL, text: 'a', fields }));
  expect(await index.find(URL)).toMatchObject({ code });
});

it('lists scripts, the nearest before an instant first', async () => {
  const session = new ServedSession(
    { url: '1' },
    { url: '2' },
    { url: '3' },
    { url: '4', fields: { kind: 'document' } },
  );
  expect(await new ServedIndex(session).scripts(2000)).toEqual(['2', '1', '3']);
});
