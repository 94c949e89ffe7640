// Pure: what an HMR record tells, as sentences with numbers first. Leads its detail.
import type { HmrRecord } from '../../../main/model/hmr.ts';
import type { Sentence } from '../detail/happening.ts';
import { hmrState } from './hmr-look.ts';
import { positionText, subjectName } from './hmr-subject.ts';

/** What is known of the records that this one tells of. */
export interface HmrNeighbours {
  /** The error that it ended. */
  readonly recovers?: HmrRecord | undefined;
  /** What ended it. */
  readonly recoveredBy?: HmrRecord | undefined;
}

/** Sentences; their keys stand below `sentence` in the texts. A subject that no one named is the word under `change`. */
export function toHmrSentences(record: HmrRecord, near: HmrNeighbours, change: string): readonly Sentence[] {
  const subject = subjectName(record) ?? change;
  return [
    ...lead(record, subject),
    ...(record.reason === undefined ? [] : [{ key: `reason.${record.reason}`, values: { subject } }]),
    ...detailOf(record),
    ...partsOf(record),
    ...recoveryOf(record, near),
    ...(record.repeats === undefined ? [] : [{ key: 'repeats', values: { count: record.repeats } }]),
  ];
}

function lead(record: HmrRecord, subject: string): readonly Sentence[] {
  const values = { subject, durationMs: record.durationMs ?? -1, dialect: record.dialect, name: record.name ?? '' };
  switch (record.type) {
    case 'update':
    case 'full-reload':
      return [{ key: `${record.type}.${hmrState(record)}`, values }];
    case 'error': {
      const place = record.error ? positionText(record.error) : '';
      return [{ key: place === '' ? 'error.nowhere' : 'error.at', values: { ...values, place } }];
    }
    case 'custom':
      return [{ key: record.direction === 'out' ? 'custom.page' : 'custom.server', values }];
    case 'prune':
      return [{ key: 'prune', values: { count: Math.max(record.modules.length, record.files.length) } }];
    case 'built':
      return record.latency?.buildMs === undefined
        ? [{ key: 'built', values }]
        : [{ key: 'builtIn', values: { ...values, buildMs: record.latency.buildMs } }];
    default:
      return [{ key: record.type, values }];
  }
}

/** What was said in words to go with the reason. */
function detailOf({ reason, detail }: HmrRecord): readonly Sentence[] {
  return detail === undefined ? [] : [{ key: reason === 'invalidate' ? 'said' : 'detail', values: { detail } }];
}

function partsOf({ type, latency, exchangeIds }: HmrRecord): readonly Sentence[] {
  const sentences: Sentence[] = [];
  if (latency?.fetchMs !== undefined && exchangeIds.length > 0)
    sentences.push({ key: 'fetched', values: { count: exchangeIds.length, fetchMs: latency.fetchMs } });
  if (latency?.buildMs !== undefined && type !== 'built')
    sentences.push({ key: 'buildBefore', values: { buildMs: latency.buildMs } });
  return sentences;
}

function recoveryOf(record: HmrRecord, { recovers, recoveredBy }: HmrNeighbours): readonly Sentence[] {
  if (record.type === 'error') {
    if (record.recoveredBy === undefined) return [{ key: 'stands', values: {} }];
    return recoveredBy
      ? [{ key: 'fixedAfter', values: { afterMs: recoveredBy.at - record.at } }]
      : [{ key: 'fixed', values: {} }];
  }
  if (record.recovers === undefined) return [];
  return recovers
    ? [{ key: 'endedAfter', values: { afterMs: record.at - recovers.at } }]
    : [{ key: 'ended', values: {} }];
}
