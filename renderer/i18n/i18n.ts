// Renderer words: every text a person reads, by language and namespace. One file a namespace: i18n/<language>/<namespace>.json.
import i18next, { type Resource } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../store/preferences.ts';

const FILES = import.meta.glob<Record<string, string>>('./*/*.json', { eager: true, import: 'default' });

/** All words as i18next takes them: language, namespace, key. */
export function readResources(files: Readonly<Record<string, Record<string, string>>> = FILES): Resource {
  const resources: Resource = {};
  for (const [path, words] of Object.entries(files)) {
    const [, language, namespace] = /^\.\/([^/]+)\/([^/]+)\.json$/.exec(path) ?? [];
    if (language === undefined || namespace === undefined) continue;
    (resources[language] ??= {})[namespace] = words;
  }
  return resources;
}

/** Readies i18next. Keys are flat: a dot in a key is part of its name. */
export async function startLanguage(language: Language): Promise<void> {
  await i18next.use(initReactI18next).init({
    resources: readResources(),
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'common',
    keySeparator: false,
    interpolation: { escapeValue: false },
    returnNull: false,
  });
}

/** Shows all words in another language from now on. */
export async function setLanguage(language: Language): Promise<void> {
  await i18next.changeLanguage(language);
}
