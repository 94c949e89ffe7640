// Demo, front end: an answer that takes its time.
import type { Trouble } from './trouble.ts';

export const slowAnswer: Trouble = {
  id: 'slow-answer',
  label: 'Slow answer',
  hint: '1.5 s of waiting, then a body that drips for a second.',
  run: async () => {
    await (await fetch('/api/slow?ms=1500')).text();
    const words = await (await fetch('/api/drip')).text();
    return `${words.trim().split('\n').length} lines, at last`;
  },
};
