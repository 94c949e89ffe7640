import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { KeptMapContent } from '../model/kept-map.ts';
import type { MapStep } from '../model/source-frame.ts';
import { KeptMaps, scriptHash } from './kept-maps.ts';
import type { FetchText } from './loopback-fetch.ts';
import { MapFinder, short } from './map-finder.ts';
import { ServedIndex } from './served-index.ts';
import { createSourceFiles } from './source-files.ts';
import { ServedSession, type ServedAnswer } from './test/served-session.ts';

const JS = 'http://h/dist/a.js';
const MAP = `${JS}.map`;
const NOBODY: FetchText = async (url) => ({ code: 'fetch-failed', message: `${url}: refused.` });
const NOW: FetchText = async () => ({ text: 'now', headers: [['content-type', 'text/html']] });

let root: string;
beforeEach(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), 'finder-')));
  mkdirSync(join(root, 'dist'));
});
afterEach(() => rmSync(root, { recursive: true }));

interface Given {
  readonly answers?: readonly ServedAnswer[];
  readonly kept?: Partial<KeptMapContent>;
  readonly fetch?: FetchText;
}

/** Finds the map of the script `text` that was served at 100. */
async function find({ answers = [], kept, fetch = NOBODY }: Given, text = 'a()') {
  const steps: MapStep[] = [];
  const roots = [{ folder: root }];
  const maps = new KeptMaps();
  if (kept) maps.hold({ url: MAP, script: scriptHash('a()'), at: 101, bytes: Buffer.from('kept'), ...kept });
  const served = new ServedIndex(new ServedSession({ url: JS, text, at: 100 }, ...answers));
  const settled: string[] = [];
  const finder = new MapFinder({
    ...{ served, kept: maps, fetch, files: createSourceFiles(roots), paths: { roots, rules: [] } },
    settled: async (id) => void settled.push(id),
  });
  const script = { url: JS, text, exchangeId: '1', servedAt: 100, isLocal: false };
  const found = await finder.find({ mapUrl: MAP, upstreamUrl: 'http://up/a.js.map' }, script, (step) =>
    steps.push(step),
  );
  return { found, steps, settled, tried: steps.map(({ step, ok }) => `${step} ${ok ? 'yes' : 'no'}`) };
}

describe('an external map', () => {
  const THEN = { url: MAP, text: 'recorded', at: 110 };

  it('is the one that the browser had after the script, before all others', async () => {
    const { found, tried } = await find({ answers: [THEN], kept: {}, fetch: NOW });
    expect(found).toMatchObject({ text: 'recorded', from: 'recorded', caveats: [] });
    expect(tried).toEqual(['recorded yes']);
  });

  it('of a script that was built again is the one that was kept for its content', async () => {
    const again = [
      { url: JS, text: 'b()', at: 200 },
      { url: MAP, text: 'of the next', at: 210 },
    ];
    const { found, tried, settled } = await find({ answers: again, kept: {}, fetch: NOW });
    expect(found).toMatchObject({ text: 'kept', from: 'kept', caveats: [] });
    expect(tried).toEqual(['recorded no', 'kept yes']);
    expect(settled).toEqual(['1']);
    expect((await find({ answers: again, fetch: NOW })).found).toMatchObject({
      ...{ text: 'of the next', caveats: [{ code: 'map-other-time' }] },
    });
  });

  it('is never one that was kept for another content', async () =>
    expect((await find({ kept: {}, fetch: NOW }, 'changed()')).found).toMatchObject({ from: 'fetched' }));

  it('that was not kept is taken from disk, then from its server, and that is said', async () => {
    const fetched = await find({ fetch: NOW });
    expect(fetched.found).toMatchObject({
      ...{ text: 'now', from: 'fetched', headers: [['content-type', 'text/html']] },
      caveats: [{ code: 'map-not-then' }],
    });
    expect(fetched.tried).toEqual(['recorded no', 'kept no', 'disk no', 'fetch yes']);
    writeFileSync(join(root, 'dist/a.js.map'), 'on disk');
    expect((await find({ fetch: NOW })).found).toMatchObject({ from: 'disk', caveats: [{ code: 'map-from-disk' }] });
  });

  it('that could not be had then says why, not why it can’t be had now', async () => {
    const fault = { code: 'fetch-failed', message: 'It was answered with 404.' };
    const { found, steps } = await find({ kept: { bytes: Buffer.from(''), fault } });
    expect(found).toMatchObject({
      code: 'map-missing',
      message: expect.stringContaining('answered with 404') as string,
    });
    expect(steps).toContainEqual({ step: 'kept', ok: false, detail: fault.message, code: 'fetch-failed' });
    const failed = { url: MAP, at: 110, fields: { status: 404 } };
    const recorded = await find({ answers: [failed] });
    expect(recorded.found).toMatchObject({ code: 'map-missing', message: expect.stringContaining('404') as string });
    expect(recorded.steps[0]).toMatchObject({ step: 'recorded', ok: false, code: 'map-failed' });
  });
});

it('cuts long addresses', () => {
  expect(short('a'.repeat(120))).toHaveLength(120);
  expect(short('a'.repeat(500))).toMatch(/^a{117}\.\.\.$/);
});
