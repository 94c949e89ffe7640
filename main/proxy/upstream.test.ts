import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { parseTarget, Upstreams } from './upstream.ts';

const upstreams = new Upstreams(systemClock, () => false);
afterEach(() => upstreams.close());

describe('a target', () => {
  it('is taken apart, with the scheme that carries it', () => {
    expect(parseTarget('wss://Example.test/base/')).toEqual({
      protocol: 'https:',
      origin: 'https://example.test',
      authority: 'example.test',
      hostname: 'example.test',
      port: 443,
      basePath: '/base',
    });
    expect(parseTarget('ws://[::1]:5173')).toMatchObject({ hostname: '::1', port: 5173, origin: 'http://[::1]:5173' });
  });

  it('shares its connections between routes, unless they check certificates or wait differently', () => {
    const address = parseTarget('https://localhost:1');
    const shared = upstreams.obtain(address, undefined, 1000);
    expect(upstreams.obtain(parseTarget('wss://localhost:1/x'), false, 1000)).toBe(shared);
    expect(upstreams.obtain(address, true, 1000)).not.toBe(shared);
    expect(upstreams.obtain(address, false, 2000)).not.toBe(shared);
  });
});
