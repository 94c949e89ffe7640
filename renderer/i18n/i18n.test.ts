import { describe, expect, it } from 'vitest';
import { readResources } from './i18n.ts';

/** A key without its plural form: languages differ in how many they have. */
const stem = (key: string) => key.replace(/_(zero|one|two|few|many|other)$/, '');
const slots = (text: string) =>
  [...new Set(text.match(/\{\{\s*\w+/g) ?? [])].map((slot) => slot.replace(/[{\s]/g, '')).sort();

const resources = readResources();
const english = resources.en ?? {};
const chinese = resources['zh-CN'] ?? {};

describe('words', () => {
  it('come in the same files in both languages', () => {
    expect(Object.keys(english).length).toBeGreaterThan(0);
    expect(Object.keys(chinese).sort()).toEqual(Object.keys(english).sort());
  });

  it.each(Object.keys(english))('%s has the same keys in both, none empty', (namespace) => {
    const en = english[namespace] as Record<string, string>;
    const zh = chinese[namespace] as Record<string, string>;
    const stems = (words: Record<string, string>) => [...new Set(Object.keys(words).map(stem))].sort();
    expect(stems(zh)).toEqual(stems(en));
    for (const words of [en, zh]) for (const text of Object.values(words)) expect(text.trim()).not.toBe('');
  });

  it.each(Object.keys(english))('%s keeps its slots in both', (namespace) => {
    const en = english[namespace] as Record<string, string>;
    const zh = chinese[namespace] as Record<string, string>;
    for (const [key, text] of Object.entries(zh)) {
      const source = en[key] ?? en[`${stem(key)}_other`] ?? en[stem(key)];
      expect({ key, slots: slots(text) }).toEqual({ key, slots: slots(source ?? '') });
    }
  });
});
