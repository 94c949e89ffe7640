// View: a sentence's slots in the reader's units, and the sentence in the reader's language.
import { useTranslation } from 'react-i18next';
import { formatDuration, formatSize } from '../../kit/format.ts';
import type { Sentence } from './happening.ts';

/** Slots as text: `…Ms` with a unit of time, `…Bytes` with a unit of size, all others as they are. */
export function toSlots(values: Sentence['values']): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => {
      if (typeof value === 'number' && name.endsWith('Ms')) return [name, formatDuration(value)];
      if (typeof value === 'number' && name.endsWith('Bytes')) return [name, formatSize(value)];
      return [name, value];
    }),
  );
}

/** Sentences that follow each other. */
export function SentenceText({ sentences }: { readonly sentences: readonly Sentence[] }) {
  const { t } = useTranslation('detail');
  return (
    <p className="say">
      {sentences.map((sentence) => (
        <span key={sentence.key}>{t(`happening.${sentence.key}`, toSlots(sentence.values))} </span>
      ))}
    </p>
  );
}
