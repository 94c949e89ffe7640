// Pure: what an HMR record is shown as: its mark, its state, the chip it belongs to.
import type { HmrRecord, HmrType } from '../../../main/model/hmr.ts';
import type { MarkShape, MarkTone } from '../../kit/mark.tsx';
import { isUnknown } from '../../store/strip-hmr.ts';

export interface HmrLook {
  readonly shape: MarkShape;
  readonly tone: MarkTone;
}

const LOOKS: Readonly<Record<HmrType, HmrLook>> = {
  connected: { shape: 'ringed', tone: 'ok' },
  update: { shape: 'diamond', tone: 'hmr' },
  'full-reload': { shape: 'hollow', tone: 'hmr' },
  prune: { shape: 'dash', tone: 'dim' },
  error: { shape: 'cross', tone: 'server' },
  building: { shape: 'dashed', tone: 'pending' },
  built: { shape: 'dot', tone: 'ok' },
  custom: { shape: 'ring', tone: 'dim' },
  disconnected: { shape: 'dash', tone: 'dim' },
};

/** The mark of a record's type; one that the page could not take is a cross. */
export function hmrLook(record: HmrRecord): HmrLook {
  return hmrState(record) === 'failed' ? { shape: 'cross', tone: 'client' } : LOOKS[record.type];
}

/**
 * What became of it. `open` is not known yet, `unknown` will not be known; `standing` is an error that no later build ended;
 * `none` where nothing could become of it.
 */
export type HmrState =
  'applied' | 'inferred' | 'open' | 'failed' | 'unknown' | 'reloaded' | 'reloading' | 'standing' | 'fixed' | 'none';

export function hmrState(record: HmrRecord): HmrState {
  switch (record.type) {
    case 'update':
      if (record.appliedAt !== undefined) return record.applied === 'confirmed' ? 'applied' : 'inferred';
      if (record.reason === undefined) return 'open';
      return isUnknown(record) ? 'unknown' : 'failed';
    case 'full-reload':
      return record.reloadedAt === undefined ? 'reloading' : 'reloaded';
    case 'error':
      return record.recoveredBy === undefined ? 'standing' : 'fixed';
    default:
      return 'none';
  }
}

export const HMR_CHIPS = ['all', 'updates', 'reloads', 'errors', 'other'] as const;
export type HmrChip = (typeof HMR_CHIPS)[number];

/** The chip, beside `all`, that lets a record through. */
export function hmrChip(record: HmrRecord): Exclude<HmrChip, 'all'> {
  switch (record.type) {
    case 'update':
      return 'updates';
    case 'full-reload':
      return 'reloads';
    case 'error':
      return 'errors';
    default:
      return 'other';
  }
}

/** How many each chip lets through. */
export function countHmrChips(records: readonly HmrRecord[]): Readonly<Record<HmrChip, number>> {
  const counts = { all: records.length, updates: 0, reloads: 0, errors: 0, other: 0 };
  for (const record of records) counts[hmrChip(record)] += 1;
  return counts;
}
