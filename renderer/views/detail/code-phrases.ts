// View: the code view's own words in the reader's language.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';

/** CodeMirror's English texts that a read-only view shows. */
export const CODE_PHRASES = [
  'Find',
  'next',
  'previous',
  'all',
  'match case',
  'regexp',
  'by word',
  'close',
  'current match',
  'on line',
] as const;

/** Each phrase with its translation. */
export function toCodePhrases(word: (key: string) => string): Readonly<Record<string, string>> {
  return Object.fromEntries(CODE_PHRASES.map((phrase) => [phrase, word(`code.${phrase}`)]));
}

export function useCodePhrases(): Readonly<Record<string, string>> {
  const { t } = useTranslation('detail');
  return useMemo(() => toCodePhrases((key) => t(key)), [t]);
}
