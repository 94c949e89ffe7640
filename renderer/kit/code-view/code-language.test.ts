import { EditorState } from '@codemirror/state';
import { syntaxTree } from '@codemirror/language';
import { describe, expect, it } from 'vitest';
import { CODE_LANGUAGES, loadLanguage, type CodeLanguage } from './code-language.ts';

const SAMPLES: Readonly<Record<CodeLanguage, string>> = {
  html: '<p class="a">x</p>',
  javascript: 'const a = <b/>;',
  typescript: 'const a: number = 1;',
  css: 'a { color: red }',
  xml: '<a b="c"/>',
  json: '{"a": 1}',
  plain: 'a',
};

describe('code languages', () => {
  it.each(CODE_LANGUAGES.filter((language) => language !== 'plain'))('reads %s', async (language) => {
    const state = EditorState.create({ doc: SAMPLES[language], extensions: [await loadLanguage(language)] });
    const names = new Set<string>();
    syntaxTree(state).iterate({ enter: (node) => void names.add(node.name) });
    expect(names.size).toBeGreaterThan(2);
    expect(names.has('⚠')).toBe(false);
  });

  it('leaves plain text alone', async () => {
    const state = EditorState.create({ doc: 'a', extensions: [await loadLanguage('plain')] });
    expect(syntaxTree(state).length).toBe(0);
  });
});
