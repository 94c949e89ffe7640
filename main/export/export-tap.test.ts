import { expect, it } from 'vitest';
import type { LogRecord } from '../model/log.ts';
import type { ExportGrant, ExportParcel, ExportSignal } from './export-record.ts';
import { ExportTap } from './export-tap.ts';

function createStage() {
  const parcels: ExportParcel[] = [];
  let hear: (grant: ExportGrant) => void = () => undefined;
  let closed = false;
  const tap = new ExportTap({
    postMessage: (parcel) => parcels.push(parcel),
    on: (_, listener) => (hear = listener),
    close: () => (closed = true),
  });
  const grant = (signal: ExportSignal, records: number, bytes = 1e6) => hear({ signal, credit: { records, bytes } });
  return { tap, parcels, grant, isClosed: () => closed };
}

const log = (id: number, message = 'x'): { readonly kind: 'log'; readonly record: LogRecord } => ({
  kind: 'log',
  record: { id: String(id), at: 1, source: 'process:api', level: 'info', message, fields: {} },
});

it('sends what it has credit for in one parcel, and counts the rest', () => {
  const { tap, parcels, grant } = createStage();
  grant('logs', 2);
  for (const id of [1, 2, 3, 4]) tap.accept(log(id));
  expect(parcels).toEqual([]);
  tap.flush();
  tap.flush();
  expect(parcels).toMatchObject([
    { records: [{ record: { log: { id: '1' } } }, { record: { log: { id: '2' } } }], dropped: 2 },
  ]);
  grant('logs', 1);
  tap.accept(log(5));
  tap.accept(log(6));
  tap.flush();
  expect(parcels[1]).toMatchObject({ records: [{ record: { log: { id: '5' } } }], dropped: 1 });
});

it('counts what would be too heavy', () => {
  const { tap, parcels, grant } = createStage();
  grant('logs', 100, 3_000);
  tap.accept(log(1, 'x'.repeat(1_500)));
  tap.accept(log(2, 'x'.repeat(1_500)));
  tap.accept(log(3));
  tap.flush();
  expect(parcels[0]?.records.map(({ record }) => 'log' in record && record.log.id)).toEqual(['1', '3']);
  expect(parcels[0]?.dropped).toBe(1);
});

it('neither sends nor counts what nobody wants', () => {
  const { tap, parcels, grant } = createStage();
  tap.accept(log(1));
  grant('traces', 5);
  tap.accept(log(2));
  tap.accept({ kind: 'dropped', count: 1 });
  tap.flush();
  expect(parcels).toEqual([]);
});

it('sends what is left when it is closed', () => {
  const { tap, parcels, grant, isClosed } = createStage();
  grant('logs', 5);
  tap.accept(log(1));
  tap.close();
  expect(parcels).toHaveLength(1);
  expect(isClosed()).toBe(true);
});
