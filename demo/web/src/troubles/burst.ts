// Demo, front end: many requests at once; a browser opens six connections for them.
import type { Trouble } from './trouble.ts';

/** How many requests a burst has. */
const BURST_SIZE = 24;

export const burst: Trouble = {
  id: 'burst',
  label: 'Burst of 24',
  hint: 'Six run at a time over HTTP/1.1, the others wait in the browser.',
  run: async () => {
    const numbers = Array.from({ length: BURST_SIZE }, (_, i) => i + 1);
    const answers = await Promise.all(numbers.map((number) => fetch(`/api/burst/${number}`)));
    await Promise.all(answers.map((answer) => answer.text()));
    return `${answers.filter((answer) => answer.ok).length} answers`;
  },
};
