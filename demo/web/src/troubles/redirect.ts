// Demo, front end: four redirects in a row.
import type { Trouble } from './trouble.ts';

export const redirect: Trouble = {
  id: 'redirect',
  label: 'Redirect',
  hint: '301, 302, 307, 308, then 200.',
  run: async () => {
    const answer = await fetch('/api/old/0');
    await answer.text();
    return `arrived at ${new URL(answer.url).pathname}`;
  },
};
