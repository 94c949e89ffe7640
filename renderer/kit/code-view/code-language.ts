// Kit: the grammar for a language, fetched when it is first needed.
import type { Extension } from '@codemirror/state';

export const CODE_LANGUAGES = ['html', 'javascript', 'typescript', 'css', 'xml', 'json', 'plain'] as const;
export type CodeLanguage = (typeof CODE_LANGUAGES)[number];

/** What colours the language; nothing for plain text. */
export async function loadLanguage(language: CodeLanguage): Promise<Extension> {
  switch (language) {
    case 'html':
      return (await import('@codemirror/lang-html')).html();
    case 'javascript':
      return (await import('@codemirror/lang-javascript')).javascript({ jsx: true });
    case 'typescript':
      return (await import('@codemirror/lang-javascript')).javascript({ jsx: true, typescript: true });
    case 'css':
      return (await import('@codemirror/lang-css')).css();
    case 'xml':
      return (await import('@codemirror/lang-xml')).xml();
    case 'json':
      return (await import('@codemirror/lang-json')).json();
    case 'plain':
      return [];
  }
}
