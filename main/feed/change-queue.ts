// Feed: changes on their way to one window. The newest put of a record replaces the one before, so a slow window costs little.
import type { Change } from '../model/protocol.ts';
import { weighLog } from '../model/record-weight.ts';
import type { SourceFrame } from '../model/source-frame.ts';

/** The most changes in one batch. */
export const BATCH_CHANGES = 500;
/** About the most bytes in one batch. */
export const BATCH_BYTES = 256 * 1024;
/** Changes that may wait for one window. */
export const QUEUE_CHANGES = 50_000;
/** About the bytes that may wait for one window. */
export const QUEUE_BYTES = 32 * 1024 * 1024;

export interface ChangeQueue {
  /** False when the queue is full; then it is empty, and what was in it is lost. */
  add(change: Change): boolean;
  /** The next batch in order of their first put; empty when nothing waits. */
  take(): Change[];
  /** Forgets changes up to a number. */
  forgetThrough(seq: number): void;
  clear(): void;
  readonly size: number;
}

export function createChangeQueue(maxChanges = QUEUE_CHANGES, maxBytes = QUEUE_BYTES): ChangeQueue {
  const waiting = new Map<string, Change>();
  let bytes = 0;

  function clear(): void {
    waiting.clear();
    bytes = 0;
  }

  return {
    get size() {
      return waiting.size;
    },
    clear,
    add(change) {
      const isAlone = change.kind === 'status' || change.kind === 'telemetry';
      const key = isAlone ? change.kind : `${change.kind} ${change.record.id}`;
      const before = waiting.get(key);
      bytes += weighChange(change) - (before ? weighChange(before) : 0);
      waiting.set(key, change);
      if (waiting.size <= maxChanges && bytes <= maxBytes) return true;
      clear();
      return false;
    },
    take() {
      const batch: Change[] = [];
      let taken = 0;
      for (const [key, change] of waiting) {
        const weight = weighChange(change);
        if (batch.length > 0 && (batch.length >= BATCH_CHANGES || taken + weight > BATCH_BYTES)) break;
        taken += weight;
        batch.push(change);
        waiting.delete(key);
      }
      bytes -= taken;
      return batch;
    },
    forgetThrough(seq) {
      for (const [key, change] of waiting) {
        if (change.seq > seq) continue;
        waiting.delete(key);
        bytes -= weighChange(change);
      }
    },
  };
}

/** About how many bytes a change takes as JSON, without writing it. */
export function weighChange(change: Change): number {
  switch (change.kind) {
    case 'exchange': {
      const { url, upstreamUrl = '', marks } = change.record;
      return 700 + url.length + upstreamUrl.length + 20 * marks.length;
    }
    case 'frame':
    case 'event':
      return 250 + 2 * change.record.preview.length;
    case 'hmr': {
      const { modules, exchangeIds, error } = change.record;
      const text = (error?.message.length ?? 0) + (error?.codeFrame?.length ?? 0);
      return 700 + 200 * modules.length + 12 * exchangeIds.length + 2 * text;
    }
    case 'log':
      return weighLog(change.record);
    case 'telemetry':
      return 400 + 60 * Object.keys(change.record.logs.sources).length;
    case 'error': {
      const { message, stack, componentStack = [] } = change.record;
      return (
        700 + 2 * message.length + 20 * componentStack.length + stack.reduce((sum, one) => sum + weighFrame(one), 0)
      );
    }
    case 'page': {
      const { url, longTasks, routes, vitals } = change.record;
      return 700 + 2 * url.length + 60 * longTasks.latest.length + 150 * (routes.length + vitals.length);
    }
    case 'action':
      return 400 + 2 * change.record.label.length + change.record.pageUrl.length;
    case 'status':
      return 300;
  }
}

function weighFrame({ raw, original, unresolved }: SourceFrame): number {
  return 150 + 2 * raw.length + 2 * (original?.codeFrame?.length ?? 0) + (unresolved?.message.length ?? 0);
}
