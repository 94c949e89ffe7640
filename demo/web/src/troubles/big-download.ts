// Demo, front end: 20 MiB of known length.
import type { Trouble } from './trouble.ts';

export const bigDownload: Trouble = {
  id: 'big-download',
  label: 'Big download',
  hint: '20 MiB with Content-Length, read as it comes.',
  run: async () => {
    const answer = await fetch('/api/download?mib=20');
    const reader = answer.body?.getReader();
    let size = 0;
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) size += part.value.length;
    return `${size.toLocaleString('en')} bytes`;
  },
};
