import { expect, it } from 'vitest';
import { frameName, profileUnit, shortFunction, tellingFrame } from './profile-figures.ts';

it('gives figures units that can be read', () => {
  expect(profileUnit({ unit: 'nanoseconds' }, 2e6)).toEqual([2, 'milliseconds']);
  expect(profileUnit({ unit: 'bytes' }, 5)).toEqual([5, 'bytes']);
  expect(profileUnit({ unit: 'goroutines' }, 61)).toEqual([61, 'count']);
});

it('names frames short', () => {
  expect(frameName({ functionName: 'f', file: '/src/shop/pool.go', line: 41 })).toBe('pool.go:41');
  expect(frameName({ functionName: 'f', file: 'C:\\src\\pool.go' })).toBe('pool.go');
  expect(frameName({ functionName: 'f' })).toBe('');
  expect(shortFunction('github.com/gin-gonic/gin.(*Context).Next')).toBe('gin.(*Context).Next');
});

it('tells the first frame that is not Go’s own', () => {
  const frames = ['internal/poll.runtime_pollWait', 'net.(*conn).Read', 'main.read', 'main.main'].map(
    (functionName) => ({
      functionName,
    }),
  );
  expect(tellingFrame(frames)?.functionName).toBe('main.read');
  expect(tellingFrame(frames.slice(0, 2))?.functionName).toBe('net.(*conn).Read');
  expect(tellingFrame([{ functionName: 'runtimex.go' }, { functionName: 'main.a' }])?.functionName).toBe('runtimex.go');
  expect(tellingFrame([])).toBeUndefined();
});
