import { expect, it } from 'vitest';
import { toSourceAnswers } from './source-answers.ts';

it('hands questions on with the instant they are about, and faults back', async () => {
  const asked: unknown[] = [];
  const answers = toSourceAnswers({
    check: async (...args) => {
      asked.push(args);
      return { url: args[0], steps: [], sources: [] };
    },
    mapStack: () => Promise.reject(new Error('busy')),
    openable: async (path) => ({ path }),
  });
  expect(await answers.checkMap('http://h/a.js', 7.5)).toMatchObject({ url: 'http://h/a.js' });
  expect(asked).toEqual([['http://h/a.js', 7.5]]);
  await expect(answers.mapStack('at x')).rejects.toThrow('busy');
});
