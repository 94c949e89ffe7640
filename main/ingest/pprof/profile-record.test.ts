import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PROFILE_LIST_LIMIT } from '../../model/profile.ts';
import { toProfileRecord } from './profile-record.ts';

const read = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const head = { id: '1', at: 5, target: 'shop' };

describe('toProfileRecord', () => {
  it('reads dumps and profiles, compressed as they are', () => {
    const dump = toProfileRecord({ ...head, kind: 'goroutine' }, read('goroutines.txt'));
    expect(dump).toMatchObject({ unit: 'goroutines', total: 6, costs: [], sizeBytes: read('goroutines.txt').length });
    const cpu = toProfileRecord({ ...head, kind: 'cpu' }, read('cpu.pb.gz'));
    expect(cpu).toMatchObject({ unit: 'nanoseconds', groups: [], durationMs: expect.any(Number) as number });
    expect(toProfileRecord({ ...head, kind: 'block' }, read('cpu.pb.gz'))).not.toHaveProperty('durationMs');
  });

  it('keeps so many groups, the largest', () => {
    const text = Array.from(
      { length: 300 },
      (_, index) => `goroutine ${index} [select]:\nmain.f${index}()\n\t/a.go:1\n`,
    );
    const record = toProfileRecord({ ...head, kind: 'goroutine' }, new TextEncoder().encode(text.join('\n')));
    expect(record.total).toBe(300);
    expect(record.groups).toHaveLength(PROFILE_LIST_LIMIT);
  });

  it('says what can’t be read', () => {
    const bytes = new TextEncoder().encode('nothing');
    expect(toProfileRecord({ ...head, kind: 'goroutine' }, bytes).fault).toEqual({
      code: 'profile-unreadable',
      message: 'shop sent no goroutine profile that can be read: there is no goroutine in it.',
    });
    expect(toProfileRecord({ ...head, kind: 'heap' }, bytes).fault?.code).toBe('profile-unreadable');
    expect(toProfileRecord({ ...head, kind: 'heap' }, new Uint8Array([0x1f, 0x8b, 0])).fault?.code).toBe(
      'profile-unreadable',
    );
  });
});
