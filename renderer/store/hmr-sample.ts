// Renderer store: HMR records as tests need them, in the shapes that real servers gave.
import type { HmrRecord } from '../../main/model/hmr.ts';
import type { FeedMessage } from '../../main/model/protocol.ts';
import { applyAsked, applyFeed } from './apply.ts';
import { SAMPLE_START, sampleSession } from './row-sample.ts';
import type { SessionState } from './session-state.ts';
import type { ExchangeRow } from '../../main/model/exchange.ts';

/** Record `n`, `n` seconds after the start: an update of a Vue file that was fetched by exchange 14. */
export function sampleUpdate(n: number, more: Partial<HmrRecord> = {}): HmrRecord {
  const at = SAMPLE_START + n * 1_000;
  return {
    id: String(n),
    at,
    dialect: 'vite',
    type: 'update',
    files: ['/app/src/components/Child.vue'],
    modules: [{ path: '/src/components/Child.vue', acceptedPath: '/src/components/Child.vue', kind: 'js' }],
    exchangeIds: ['14'],
    socketExchangeId: '2',
    frameId: '30',
    pageKey: '1',
    key: '1795252644957',
    appliedAt: at + 84,
    applied: 'inferred',
    durationMs: 84,
    latency: { messageToFetchMs: 24, fetchMs: 60 },
    ...more,
  };
}

function bare(n: number, more: Partial<HmrRecord>): HmrRecord {
  const { appliedAt: _1, applied: _2, durationMs: _3, latency: _4, key: _5, ...rest } = sampleUpdate(n);
  return { ...rest, modules: [], exchangeIds: [], ...more };
}

/** An update of which nothing is known yet. */
export function openUpdate(n: number, more: Partial<HmrRecord> = {}): HmrRecord {
  return bare(n, { modules: sampleUpdate(n).modules, ...more });
}

/** A reload because nothing accepts a change of `label.js`. */
export function sampleReload(n: number, more: Partial<HmrRecord> = {}): HmrRecord {
  const at = SAMPLE_START + n * 1_000;
  return bare(n, {
    type: 'full-reload',
    files: ['/app/src/label.js'],
    exchangeIds: ['18'],
    triggeredBy: '/app/src/label.js',
    reason: 'no-boundary',
    reloadedAt: at + 1_184,
    durationMs: 1_184,
    ...more,
  });
}

/** A syntax error that stands. */
export function sampleError(n: number, more: Partial<HmrRecord> = {}): HmrRecord {
  return bare(n, {
    type: 'error',
    error: {
      message: '[vue/compiler-sfc] Unexpected token (5:0)\n\n/app/src/components/Child.vue',
      file: '/app/src/components/Child.vue',
      line: 5,
      column: 1,
      codeFrame: '4  |  const add = () => {\n   |                   ^\n5  |  </script>\n   |  ^',
    },
    ...more,
  });
}

/** A record of any other type, about nothing. */
export function samplePlain(n: number, type: HmrRecord['type'], more: Partial<HmrRecord> = {}): HmrRecord {
  return bare(n, { type, files: [], ...more });
}

export function toHmrBatch(records: readonly HmrRecord[]): FeedMessage {
  return {
    type: 'batch',
    changes: records.map((record, index) => ({ seq: index + 1, kind: 'hmr', op: 'put', record })),
  };
}

/** A live session that holds these records, all read. */
export function hmrSession(records: readonly HmrRecord[], rows: readonly ExchangeRow[] = []): SessionState {
  return applyAsked(applyFeed(sampleSession(rows), [toHmrBatch(records)]), { hmrLoad: 'done', errorLoad: 'done' });
}
