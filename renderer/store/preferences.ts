// Renderer store: what a person likes, remembered between windows.

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export const DENSITIES = ['compact', 'comfortable'] as const;
export type Density = (typeof DENSITIES)[number];

export const LANGUAGES = ['en', 'zh-CN'] as const;
export type Language = (typeof LANGUAGES)[number];

/** Where the detail stands; `auto` is to the right from 1680 pixels on. */
export const PLACEMENTS = ['auto', 'bottom', 'right'] as const;
export type Placement = (typeof PLACEMENTS)[number];

export interface Preferences {
  readonly theme: Theme;
  readonly density: Density;
  readonly language: Language;
  readonly placement: Placement;
  readonly stripFolded: boolean;
  /** The overview has a lane for metrics, where there are any. */
  readonly stripMetrics: boolean;
  /** Names of metrics that a person chose for that lane; without any it chooses itself. */
  readonly laneMetrics: readonly string[];
  /** Names of metrics that have a chart of their own. */
  readonly chartMetrics: readonly string[];
  /** Columns a person hid, as `view.column`. */
  readonly hiddenColumns: readonly string[];
  /** Widths a person set, in pixels, by `view.column`. */
  readonly columnWidths: Readonly<Record<string, number>>;
}

const KEY = 'throughline.preferences';

/** What is used before anything was chosen. */
export function defaultPreferences(languages: readonly string[] = []): Preferences {
  const first = languages[0] ?? 'en';
  return {
    theme: 'system',
    density: 'compact',
    language: first.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en',
    placement: 'auto',
    stripFolded: false,
    stripMetrics: true,
    laneMetrics: [],
    chartMetrics: [],
    hiddenColumns: [],
    columnWidths: {},
  };
}

/** What was written, with defaults for all that is missing or not understood. */
export function parsePreferences(text: string | null, defaults: Preferences): Preferences {
  const found = parseObject(text);
  return {
    theme: oneOf(THEMES, found.theme, defaults.theme),
    density: oneOf(DENSITIES, found.density, defaults.density),
    language: oneOf(LANGUAGES, found.language, defaults.language),
    placement: oneOf(PLACEMENTS, found.placement, defaults.placement),
    stripFolded: typeof found.stripFolded === 'boolean' ? found.stripFolded : defaults.stripFolded,
    stripMetrics: typeof found.stripMetrics === 'boolean' ? found.stripMetrics : defaults.stripMetrics,
    laneMetrics: parseNames(found.laneMetrics, defaults.laneMetrics),
    chartMetrics: parseNames(found.chartMetrics, defaults.chartMetrics),
    hiddenColumns: parseNames(found.hiddenColumns, defaults.hiddenColumns),
    columnWidths: parseWidths(found.columnWidths),
  };
}

/** The text that `parsePreferences` reads. */
export function formatPreferences(preferences: Preferences): string {
  const { theme, density, language, placement, stripFolded, hiddenColumns, columnWidths } = preferences;
  const { stripMetrics, laneMetrics, chartMetrics } = preferences;
  const metrics = { stripMetrics, laneMetrics, chartMetrics };
  return JSON.stringify({ theme, density, language, placement, stripFolded, ...metrics, hiddenColumns, columnWidths });
}

/** What this browser remembers; the defaults where it remembers nothing or may not. */
export function readPreferences(): Preferences {
  const defaults = defaultPreferences(typeof navigator === 'undefined' ? [] : navigator.languages);
  return parsePreferences(storage()?.getItem(KEY) ?? null, defaults);
}

export function writePreferences(preferences: Preferences): void {
  storage()?.setItem(KEY, formatPreferences(preferences));
}

/** Undefined where storage is off (a private window, a test without a page). */
function storage(): Storage | undefined {
  try {
    return typeof window === 'undefined' ? undefined : window.localStorage;
  } catch {
    return undefined;
  }
}

function parseObject(text: string | null): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '{}');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

function parseNames(value: unknown, fallback: readonly string[]): readonly string[] {
  return Array.isArray(value) ? value.filter((name) => typeof name === 'string') : fallback;
}

function parseWidths(value: unknown): Record<string, number> {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter((entry): entry is [string, number] => Number.isFinite(entry[1])),
  );
}

function oneOf<T extends string>(known: readonly T[], value: unknown, fallback: T): T {
  return known.find((name) => name === value) ?? fallback;
}
