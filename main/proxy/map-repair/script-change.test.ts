import { gzipSync } from 'node:zlib';
import { describe, expect, it, vi } from 'vitest';
import type { MapComment } from './map-comment.ts';
import { SCRIPT_LIMIT_BYTES, ScriptChange } from './script-change.ts';
import { ChangedOutput } from './test/changed-output.ts';

const SCRIPT = 'run()\n//# sourceMappingURL=http://cdn.test/a.map\n';

function setUp(coding: 'identity' | 'gzip', to: string | undefined) {
  const output = new ChangedOutput();
  const told: (MapComment | 'too large' | undefined)[] = [];
  const named = (comment: MapComment | undefined): string | undefined => {
    told.push(comment);
    return to;
  };
  const tooLarge = (): void => void told.push('too large');
  return { output, told, change: new ScriptChange({ coding, rawHeaders: ['A', '1'], named, tooLarge }, output) };
}

describe('a script', () => {
  it.each(['identity', 'gzip'] as const)('is given whole with another map named, cut anywhere, %s', async (coding) => {
    const bytes = coding === 'gzip' ? gzipSync(SCRIPT) : Buffer.from(SCRIPT);
    for (let cut = 0; cut <= bytes.length; cut += 7) {
      const { output, change } = setUp(coding, '/m/1');
      change.write(bytes.subarray(0, cut));
      change.waiting();
      change.write(bytes.subarray(cut));
      change.end();
      await vi.waitFor(() => expect(output.heard).toContain('finish'));
      expect(output.heard.filter((word) => word !== 'ready')).toEqual([
        ...['open', 'run()\n//# sourceMappingURL=/m/1\n', 'finish'],
      ]);
    }
  });

  it('passes where no other map is to be named', () => {
    const { output, told, change } = setUp('identity', undefined);
    change.write(Buffer.from(SCRIPT));
    change.end();
    expect([output.heard, told]).toEqual([['pass'], [expect.objectContaining({ url: 'http://cdn.test/a.map' })]]);
  });

  it('passes at once where it is larger than what is held, as sent or decoded', async () => {
    const plain = setUp('identity', '/m/1');
    plain.change.write(Buffer.alloc(SCRIPT_LIMIT_BYTES));
    expect(plain.output.heard).toEqual([]);
    plain.change.write(Buffer.from('x'));
    plain.change.end();
    expect([plain.output.heard, plain.told]).toEqual([['pass'], ['too large']]);
    const coded = setUp('gzip', '/m/1');
    coded.change.write(gzipSync(Buffer.alloc(SCRIPT_LIMIT_BYTES + 1)));
    await vi.waitFor(() => expect(coded.output.heard).toContain('pass'));
    expect(coded.told).toEqual(['too large']);
  });

  it('says nothing more once it is given up', () => {
    const { output, told, change } = setUp('identity', '/m/1');
    change.destroy();
    change.write(Buffer.from(SCRIPT));
    change.end();
    expect([output.heard, told]).toEqual([[], []]);
  });
});
