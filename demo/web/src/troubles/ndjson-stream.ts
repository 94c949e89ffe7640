// Demo, front end: newline-delimited JSON, counted as it comes.
import type { Trouble } from './trouble.ts';

export const ndjsonStream: Trouble = {
  id: 'ndjson-stream',
  label: 'NDJSON stream',
  hint: 'Eight lines, one every 120 ms, in chunks.',
  run: async () => {
    const answer = await fetch('/api/export.ndjson');
    const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
    let lines = 0;
    for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
      lines += part.value.split('\n').length - 1;
    }
    return `${lines} lines`;
  },
};
