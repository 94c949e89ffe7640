import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createSourceMapper } from './source-mapper.ts';
import { ServedSession, type ServedAnswer } from './test/served-session.ts';

const JS = 'http://h/a.js';
const SCRIPT = { url: JS, text: 'a()\n//# sourceMappingURL=a.js.map' };
const MAP = { version: 3, sources: ['src/a.ts'], sourcesContent: ['one\ntwo\n'], mappings: 'AAAA' };

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'check-')));
});
afterEach(() => rmSync(root, { recursive: true }));

async function check(map: Omit<ServedAnswer, 'url'> & { readonly url?: string }, script: ServedAnswer = SCRIPT) {
  const reader = new ServedSession(script, { url: `${JS}.map`, ...map });
  const fetch = async (url: string) => ({ code: 'fetch-failed', message: `${url} is answered with 404.` });
  const answer = await createSourceMapper({ reader, roots: [{ folder: root }], paths: [], fetch }).check(JS);
  return {
    ...answer,
    failed: answer.steps.filter(({ ok, code }) => !ok && code !== undefined).map(({ code }) => code),
  };
}

const typed = (type: string) => ({ responseHeaders: [['Content-Type', type]] as const });

describe('what may be wrong with a map', () => {
  it('nothing', async () => {
    const answer = await check({ text: JSON.stringify(MAP), fields: typed('application/json; charset=utf-8') });
    expect(answer).toMatchObject({ failed: [], from: 'recorded', mapUrl: `${JS}.map` });
    expect(answer.steps.map(({ step }) => step)).toEqual([
      ...['script', 'header', 'comment', 'recorded', 'map', 'type', 'parse', 'version', 'sources'],
    ]);
  });

  it('HTML came in place of it', async () =>
    expect((await check({ text: '<!doctype html>', fields: typed('text/html') })).failed).toEqual([
      ...['map-type', 'map-not-json'],
    ]));

  it('no content type came', async () => {
    const { steps } = await check({ text: JSON.stringify(MAP) });
    expect(steps.find(({ step }) => step === 'type')).toMatchObject({ ok: false, code: 'map-type' });
  });

  it('it was answered with 404, then and now', async () =>
    expect((await check({ fields: { status: 404 } })).failed).toEqual(['map-failed', 'fetch-failed', 'map-missing']));

  it.each([
    [[], ['map-cors']],
    [[['Access-Control-Allow-Origin', 'http://other']] as const, ['map-cors']],
    [[['access-control-allow-origin', '*']] as const, []],
  ])('another origin has it and does not give it to all: %s', async (fields, codes) => {
    const script = { url: JS, text: 'a()\n//# sourceMappingURL=http://cdn/a.js.map' };
    const responseHeaders = [['Content-Type', 'application/json'] as const, ...fields];
    const map = { url: 'http://cdn/a.js.map', text: JSON.stringify(MAP), fields: { responseHeaders } };
    expect((await check(map, script)).failed).toEqual(codes);
  });

  it('it is of another build', async () => {
    const text = JSON.stringify({ ...MAP, mappings: `AAAA${';AACA'.repeat(30)}` });
    expect((await check({ text, fields: typed('application/json') })).failed).toEqual(['map-stale']);
  });

  it('its sources are nowhere', async () => {
    const text = JSON.stringify({ ...MAP, sourcesContent: undefined });
    expect((await check({ text, fields: typed('application/json') })).failed).toEqual(['source-missing']);
  });
});

it('tells sources that were edited since', async () => {
  writeFileSync(join(root, 'a.ts'), 'one\r\ntwo\r\n');
  const map = { text: JSON.stringify({ ...MAP, sources: ['a.ts'] }), fields: typed('application/json') };
  expect((await check(map)).sources).toEqual([
    { source: 'http://h/a.ts', path: join(root, 'a.ts'), hasContent: true, ignored: false },
  ]);
  writeFileSync(join(root, 'a.ts'), 'zero\none\ntwo\n');
  const edited = await check(map);
  expect(edited.sources).toMatchObject([{ edited: true }]);
  expect(edited.steps.at(-1)?.detail).toBe('1 of 1 sources found on disk, 1 of them edited since');
});
