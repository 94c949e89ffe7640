// View: the phases' names in the reader's language.
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { PHASES, type Phase } from '../../../main/model/exchange.ts';

/** Names of all phases by the words given. */
export function toPhaseNames(word: (key: string) => string): Readonly<Record<Phase, string>> {
  return Object.fromEntries(PHASES.map((phase) => [phase, word(`phase.${phase}`)])) as Record<Phase, string>;
}

export function usePhaseNames(): Readonly<Record<Phase, string>> {
  const { t } = useTranslation('detail');
  return useMemo(() => toPhaseNames((key) => t(key)), [t]);
}
