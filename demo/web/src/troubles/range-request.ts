// Demo, front end: a part of a file.
import type { Trouble } from './trouble.ts';

export const rangeRequest: Trouble = {
  id: 'range-request',
  label: 'Range request',
  hint: '206 with the bytes 100 to 299.',
  run: async () => {
    const answer = await fetch('/api/terms.txt', { headers: { Range: 'bytes=100-299' } });
    const part = await answer.arrayBuffer();
    return `${answer.status}, ${part.byteLength} bytes, ${answer.headers.get('content-range') ?? ''}`;
  },
};
