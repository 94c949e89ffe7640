import { expect, it } from 'vitest';
import { findWords, forbiddenWords } from './check-words.mjs';

it('forbids the folders of this machine, but not those that every machine has', () => {
  const words = forbiddenWords({ root: '/srv/code/throughline', home: '/home/ada' });
  expect(words).toEqual(expect.arrayContaining(['/srv/code/throughline/', '/srv/code/', '/home/ada/']));
  expect(forbiddenWords({ root: '/tmp/throughline', home: '/root' })).not.toContain('/tmp/');
  expect(forbiddenWords({ root: '/tmp/throughline', home: '/root' })).not.toContain('/root/');
});

it('names the lines that hold such a word or a note to self', () => {
  const note = `// ${['TO', 'DO'].join('')}: later`;
  expect(findWords(['fine', 'see /srv/code/a.ts', note, 'PHOTODOC'].join('\n'), ['/srv/code/'])).toEqual([
    '2: see /srv/code/a.ts',
    `3: ${note}`,
  ]);
});
