import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import { MapTypeChange } from './map-type-change.ts';
import { ChangedOutput } from './test/changed-output.ts';

const NAMED = ['Content-Type', 'application/json'];
const MAP = '{"version":3}';

function setUp(coding: 'identity' | 'gzip' = 'identity', other?: readonly string[]) {
  const output = new ChangedOutput();
  const decided: boolean[] = [];
  const setting = { coding, named: NAMED, other, decided: (isJson: boolean) => void decided.push(isJson) };
  return { output, decided, change: new MapTypeChange(setting, output) };
}

describe('a map whose type is wrong', () => {
  it('is named by its first bytes, and its content passes', () => {
    const { output, decided, change } = setUp();
    change.waiting();
    expect([output.heard, change.takes]).toEqual([[], false]);
    change.write(Buffer.from('{"ver'));
    change.write(Buffer.from('sion":3}'));
    change.end();
    expect(output.heard.filter((word) => word !== 'ready')).toEqual(['open', '{"ver', 'sion":3}', 'finish']);
    expect([output.rawHeaders, decided, change.takes]).toEqual([NAMED, [true], true]);
  });

  it('is passed where it is none, with what else was to be changed', () => {
    const plain = setUp();
    plain.change.write(Buffer.from('<!doctype'));
    plain.change.write(Buffer.from(' html>'));
    plain.change.end();
    expect([plain.output.heard, plain.decided]).toEqual([['pass'], [false]]);
    const more = setUp('identity', ['Vary', 'Origin']);
    more.change.end();
    expect([more.output.heard, more.output.rawHeaders]).toEqual([
      ['open', 'finish'],
      ['Vary', 'Origin'],
    ]);
  });

  it.each([1, 12, 20])('is looked at through its coding, cut after %d bytes', async (cut) => {
    const { output, decided, change } = setUp('gzip');
    const coded = gzipSync(MAP);
    change.write(coded.subarray(0, cut));
    await vi.waitFor(() => expect(output.heard).toContain('ready'));
    change.write(coded.subarray(cut));
    change.end();
    await vi.waitFor(() => expect(output.heard).toContain('finish'));
    expect([decided, output.heard.filter((word) => word !== 'ready')[0]]).toEqual([[true], 'open']);
  });

  it('is passed where its coding is broken or ends too soon', async () => {
    for (const coded of [Buffer.from('no gzip at all'), gzipSync(MAP).subarray(0, 5)]) {
      const { output, decided, change } = setUp('gzip');
      change.write(coded);
      change.end();
      await vi.waitFor(() => expect(output.heard).toContain('pass'));
      expect(decided).toEqual([false]);
    }
  });
});
