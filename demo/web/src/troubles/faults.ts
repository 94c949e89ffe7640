// Demo, front end: answers that are no success, and one that breaks off.
import type { Trouble } from './trouble.ts';

const readStatus = async (path: string): Promise<string> => {
  const answer = await fetch(path);
  await answer.text();
  return String(answer.status);
};

export const notFound: Trouble = {
  id: 'not-found',
  label: 'Not found',
  hint: '404 with a problem document.',
  run: () => readStatus('/api/missing'),
};

export const serverError: Trouble = {
  id: 'server-error',
  label: 'Server error',
  hint: 'An exception in the back end, answered with 500.',
  run: () => readStatus('/api/broken'),
};

export const brokenOff: Trouble = {
  id: 'broken-off',
  label: 'Broken off',
  hint: 'The answer promises 1,000 bytes and the connection is cut after 38.',
  run: async () => {
    try {
      return await readStatus('/api/half');
    } catch (fault) {
      return fault instanceof TypeError ? 'broken off, as it should be' : String(fault);
    }
  },
};
