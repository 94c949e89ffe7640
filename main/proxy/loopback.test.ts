import { describe, expect, it } from 'vitest';
import { isLoopback, isWildcard, toHostname, toUrlHost } from './loopback.ts';

describe('host names', () => {
  it('lose their port and brackets', () => {
    expect(['A.test:80', '[::1]:8888', '::1', 'a', '[::1]', ''].map(toHostname)).toEqual([
      ...['a.test', '::1', '::1', 'a', '::1', ''],
    ]);
  });

  it('of this machine are known', () => {
    const ours = ['localhost', 'LOCALHOST', 'app.localhost', 'localhost.', '127.0.0.1', '127.9.9.9', '::1', '0.0.0.0'];
    expect([...ours, '::ffff:127.0.0.1'].every(isLoopback)).toBe(true);
    expect(['localhost.test', '127.evil.test', '10.0.0.1', 'notlocalhost', '::2'].some(isLoopback)).toBe(false);
    expect([isWildcard('::'), isWildcard('::1')]).toEqual([true, false]);
    expect([toUrlHost('::1'), toUrlHost('127.0.0.1'), toUrlHost('[::1]')]).toEqual(['[::1]', '127.0.0.1', '[::1]']);
  });
});
