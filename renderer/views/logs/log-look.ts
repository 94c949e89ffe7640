// Pure: how levels and sources of logs look. A shape and a word for a level, a bar and a name for a source.
import type { LogLevel } from '../../../main/model/log.ts';
import type { MarkShape, MarkTone } from '../../kit/mark.tsx';

interface LevelLook {
  readonly shape: MarkShape;
  readonly tone: MarkTone;
}

export const LEVEL_LOOKS: Readonly<Record<LogLevel, LevelLook>> = {
  fatal: { shape: 'cross', tone: 'server' },
  error: { shape: 'square', tone: 'server' },
  warn: { shape: 'triangle', tone: 'client' },
  info: { shape: 'ring', tone: 'dim' },
  debug: { shape: 'point', tone: 'dim' },
  trace: { shape: 'dash', tone: 'dim' },
};

/** Hues that tell sources apart beside their names. */
const LANES = ['fetch', 'script', 'websocket', 'hmr', 'asset'] as const;

/** The colour of a source's bar; the page's console and posts have their own. */
export function sourceColour(source: string): string {
  if (source === 'browser') return 'var(--lane-eventsource)';
  if (source === 'http') return 'var(--lane-document)';
  let sum = 0;
  for (const character of source) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) % 65_521;
  return `var(--lane-${LANES[sum % LANES.length] ?? 'fetch'})`;
}
