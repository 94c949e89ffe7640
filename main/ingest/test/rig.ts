// Ingest's tests: the stage with what it put, and posts to feed it.
import type { Exchange } from '../../model/exchange.ts';
import type { PageReport } from '../../model/page-report.ts';
import type { Recorded } from '../../model/recorded.ts';
import type { RawFrame } from '../../model/source-frame.ts';
import type { Posted } from '../../model/tap-event.ts';
import { sampleExchange } from '../../store/fixtures/records.ts';
import { createIngest } from '../ingest.ts';

export const T = 1_790_000_000_000;
export const TRACE = '0af7651916cd43dd8448eb211c80319c';
export const SPAN = 'b7ad6b7169203331';
export const LOAD = '00000000000000ab';
export const TRACED = { trace: { traceId: TRACE, spanId: SPAN, source: 'traceparent' } } as const;

type Records<K extends Recorded['kind']> = Extract<Recorded, { readonly kind: K; readonly record: unknown }>['record'];

export function startIngest() {
  const put: Recorded[] = [];
  const asked: { readonly id: string; readonly frames: readonly RawFrame[]; readonly at: number }[] = [];
  let seq = 0;
  const stage = createIngest({
    emit: (recorded) => put.push(recorded),
    map: (id, frames, at) => asked.push({ id, frames, at }),
  });
  const post = (to: Posted['to'], body: unknown, facts: Partial<Posted> = {}): void =>
    stage.posted({
      type: 'posted',
      at: T + 1_000,
      to,
      bytes: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
      clientAddress: '127.0.0.1',
      ...facts,
    });
  const head = { v: 1, page: '1', load: LOAD, origin: T, url: 'http://h/', title: 'Shop', sentAt: T + 990, lost: 0 };
  return {
    stage,
    put,
    asked,
    post,
    /** Posts a report of the page with these items, and ends the turn. */
    report: (items: readonly object[], facts: Partial<PageReport> = {}): void => {
      post('report', { ...head, seq: ++seq, ...facts, items }, { userAgent: 'UA' });
      stage.flush(T + 1_000);
    },
    exchange: (id: number, facts: Partial<Exchange> = {}): void =>
      stage.accept({
        kind: 'exchange',
        record: sampleExchange(id, { startedAt: T + id, url: `http://h/${id}`, ...facts }),
      }),
    records: <K extends Recorded['kind']>(kind: K): readonly Records<K>[] =>
      put.flatMap((recorded) =>
        recorded.kind === kind && 'record' in recorded ? [recorded.record as Records<K>] : [],
      ),
    last: <K extends Recorded['kind']>(kind: K): Records<K> | undefined =>
      put
        .flatMap((recorded) => (recorded.kind === kind && 'record' in recorded ? [recorded.record as Records<K>] : []))
        .at(-1),
    dropped: (): number => put.reduce((sum, each) => sum + (each.kind === 'dropped' ? each.count : 0), 0),
  };
}
