// Demo, front end: answers that have no body.
import type { Trouble } from './trouble.ts';

export const bodiless: Trouble = {
  id: 'bodiless',
  label: 'HEAD, 204 and 304',
  hint: 'A HEAD, a 204, then a conditional GET that the ETag answers with 304.',
  run: async () => {
    const head = await fetch('/api/products', { method: 'HEAD' });
    const nothing = await fetch('/api/nothing');
    const first = await fetch('/api/price-list', { cache: 'no-store' });
    await first.text();
    const again = await fetch('/api/price-list', {
      cache: 'no-store',
      headers: { 'If-None-Match': first.headers.get('etag') ?? '' },
    });
    return [head, nothing, first, again].map((answer) => answer.status).join(', ');
  },
};
