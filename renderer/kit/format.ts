// Renderer kit: values → text. What does not apply is a dash, never 0.

/** Stands for a figure that does not apply or is not known. */
export const NONE = '–';

const COUNT = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const SIZE_UNITS = ['kB', 'MB', 'GB', 'TB'] as const;

/** `1,284`. English and Chinese group alike. */
export function formatCount(count: number): string {
  return COUNT.format(count);
}

/** Bytes with a unit, kB being 1,000 bytes: `624 B`, `1.1 kB`, `48.3 kB`, `212 MB`. Negative is a dash. */
export function formatSize(bytes: number | undefined): string {
  if (bytes === undefined || bytes < 0) return NONE;
  if (bytes < 1000) return `${Math.round(bytes)} B`;
  let value = bytes;
  let unit = -1;
  while (value >= 999.5 && unit < SIZE_UNITS.length - 1) {
    value /= 1000;
    unit += 1;
  }
  return `${value < 99.95 ? value.toFixed(1) : value.toFixed(0)} ${SIZE_UNITS[Math.max(unit, 0)]}`;
}

/** Milliseconds with a unit: `0.4 ms`, `212 ms`, `1.89 s`, `2 min 05 s`, `1 h 20 min`. Negative is a dash. */
export function formatDuration(ms: number | undefined): string {
  if (ms === undefined || ms < 0 || !Number.isFinite(ms)) return NONE;
  if (ms < 9.95) return `${trimZero(ms.toFixed(1))} ms`;
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  const seconds = ms / 1000;
  if (seconds < 9.995) return `${seconds.toFixed(2)} s`;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const whole = Math.round(seconds);
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${twoDigits(whole % 60)} s`;
  const minutes = Math.round(seconds / 60);
  return `${Math.floor(minutes / 60)} h ${twoDigits(minutes % 60)} min`;
}

/** The local time of an instant: `14:03:13.102`. */
export function formatTime(at: number): string {
  return `${formatClock(at)}.${String(Math.floor(((at % 1000) + 1000) % 1000)).padStart(3, '0')}`;
}

/** The local time to the second: `14:03:13`. */
export function formatClock(at: number): string {
  const date = new Date(at);
  return `${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}:${twoDigits(date.getSeconds())}`;
}

/** A signed distance in time: `+398 ms`, `−5.10 s`, `0`. */
export function formatOffset(ms: number): string {
  if (ms === 0) return '0';
  return `${ms < 0 ? '−' : '+'}${formatDuration(Math.abs(ms))}`;
}

/** How long something has run: `01:15`, `1:02:09`. */
export function formatElapsed(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const rest = `${twoDigits(minutes)}:${twoDigits(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** A day and time for lists of files, in the reader's language. */
export function formatDate(at: number, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at);
}

/** Parts per hundred: `43 %`, `0.4 %`. */
export function formatShare(share: number): string {
  const percent = share * 100;
  return `${percent > 0 && percent < 9.95 ? trimZero(percent.toFixed(1)) : Math.round(percent)} %`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, '0');
}

function trimZero(text: string): string {
  return text.endsWith('.0') ? text.slice(0, -2) : text;
}
