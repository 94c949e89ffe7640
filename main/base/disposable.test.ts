import { expect, it } from 'vitest';
import { DisposableStack } from './disposable.ts';

it('closes what it owns in reverse order, waiting for each', async () => {
  const closed: string[] = [];
  const stack = new DisposableStack();
  stack.own({ close: () => void closed.push('first') });
  stack.own({
    close: async () => {
      await Promise.resolve();
      closed.push('second');
    },
  });
  const third = { close: () => void closed.push('third') };
  expect(stack.own(third)).toBe(third);
  await stack.close();
  expect(closed).toEqual(['third', 'second', 'first']);
});

it('closes once, however often it is asked', async () => {
  let count = 0;
  const stack = new DisposableStack();
  stack.own({ close: () => void (count += 1) });
  await Promise.all([stack.close(), stack.close()]);
  await stack.close();
  expect(count).toBe(1);
});

it('closes the others when one fails, then says how the first one failed', async () => {
  const closed: string[] = [];
  const stack = new DisposableStack();
  stack.own({ close: () => void closed.push('bottom') });
  stack.own({ close: () => Promise.reject(new Error('later')) });
  stack.own({
    close: () => {
      throw new Error('sooner');
    },
  });
  await expect(stack.close()).rejects.toThrow('sooner');
  expect(closed).toEqual(['bottom']);
});
