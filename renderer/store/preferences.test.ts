import { describe, expect, it } from 'vitest';
import {
  defaultPreferences,
  formatPreferences,
  parsePreferences,
  readPreferences,
  writePreferences,
} from './preferences.ts';

const defaults = defaultPreferences(['en-GB']);

describe('preferences', () => {
  it('come back as they were written', () => {
    const chosen = {
      ...defaults,
      theme: 'dark',
      density: 'comfortable',
      columnWidths: { 'traffic.time': 120 },
    } as const;
    expect(parsePreferences(formatPreferences(chosen), defaults)).toEqual(chosen);
  });

  it('fall back where the text is missing, broken or from another version', () => {
    expect(parsePreferences(null, defaults)).toEqual(defaults);
    expect(parsePreferences('{', defaults)).toEqual(defaults);
    expect(parsePreferences('[]', defaults)).toEqual(defaults);
    expect(
      parsePreferences('{"theme":"sepia","hiddenColumns":[1,"traffic.kind"],"columnWidths":{"a":"x"}}', defaults),
    ).toEqual({ ...defaults, hiddenColumns: ['traffic.kind'] });
  });

  it('take the first language of the browser', () => {
    expect(defaultPreferences(['zh-Hans-CN', 'en']).language).toBe('zh-CN');
    expect(defaultPreferences(['fr']).language).toBe('en');
    expect(defaultPreferences().language).toBe('en');
  });

  it('do without a storage', () => {
    writePreferences({ ...defaults, theme: 'dark' });
    expect(readPreferences().theme).toBe('system');
  });
});
