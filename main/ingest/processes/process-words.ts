// Ingest: what is said of a process, for its state and as lines among its output.
import type { ProcessEnd } from './piped-launch.ts';

/** A command as a person would type it. */
export function commandText(command: string | readonly string[]): string {
  if (typeof command === 'string') return command;
  return command
    .map((word) => (/^[\w@%+=:,./\\-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

/** `exited with code 1 after 3.2 s`. */
export function endText({ exitCode, signal }: ProcessEnd, durationMs: number): string {
  const how = signal === undefined ? `exited with code ${exitCode ?? 0}` : `was ended by ${signal}`;
  return `${how} after ${durationText(durationMs)}`;
}

/** `3.2 s`, `2 min 5 s`, `3 h 20 min`. */
export function durationText(durationMs: number): string {
  const seconds = durationMs / 1000;
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`;
  const minutes = Math.floor(Math.round(seconds) / 60);
  if (minutes < 60) return `${minutes} min ${Math.round(seconds) % 60} s`;
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** A line among a process's output that is not its own, as structured logs are written. */
export function noteLine(
  level: 'info' | 'warn' | 'error',
  msg: string,
  fields: Readonly<Record<string, unknown>>,
): string {
  return `${JSON.stringify({ level, msg, ...fields })}\n`;
}
