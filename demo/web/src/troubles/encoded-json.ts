// Demo, front end: JSON that comes compressed.
import type { Trouble } from './trouble.ts';

async function readCatalogue(coding: 'gzip' | 'br'): Promise<string> {
  const answer = await fetch(`/api/catalogue/${coding}`);
  const wire = answer.headers.get('content-length') ?? '?';
  const text = await answer.text();
  return `${wire} bytes became ${text.length}`;
}

export const gzipJson: Trouble = {
  id: 'gzip-json',
  label: 'gzip JSON',
  hint: 'Content-Encoding: gzip; the wire size is smaller than the content.',
  run: () => readCatalogue('gzip'),
};

export const brotliJson: Trouble = {
  id: 'brotli-json',
  label: 'Brotli JSON',
  hint: 'Content-Encoding: br.',
  run: () => readCatalogue('br'),
};
