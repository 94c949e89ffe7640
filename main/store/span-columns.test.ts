import { expect, test } from 'vitest';
import { putProfile, putSpan } from './fixtures/records.ts';
import {
  parseProfile,
  parseSpan,
  PROFILE_COLUMNS,
  SPAN_COLUMNS,
  toPeer,
  toProfileValues,
  toSpanValues,
} from './span-columns.ts';

test('a span and a profile go into their columns and back', () => {
  const span = putSpan(1, { exchangeId: '7', status: 'error', statusMessage: 'no stock' }).record;
  const values = toSpanValues(span);
  expect(values).toHaveLength(SPAN_COLUMNS.length);
  expect(values[SPAN_COLUMNS.indexOf('exchange')]).toBe(7);
  expect(parseSpan(values.slice(-1))).toEqual(span);
  const { record, bytes } = putProfile(3);
  const row = toProfileValues(record, bytes);
  expect(row).toHaveLength(PROFILE_COLUMNS.length);
  expect(parseProfile([row[PROFILE_COLUMNS.indexOf('record')]])).toEqual(record);
});

test.each([
  ['a database by its system', { 'db.system.name': 'postgresql', 'server.address': 'db.test' }, 'postgresql', 'db'],
  ['one of an older library', { 'db.system': 'redis' }, 'redis', 'db'],
  ['a peer by its own name', { 'db.system': 'mysql', 'peer.service': 'orders-db' }, 'orders-db', 'db'],
  ['a queue', { 'messaging.system': 'kafka' }, 'kafka', 'messaging'],
  ['a procedure of another service', { 'rpc.system': 'grpc', 'rpc.service': 'shop.Cart' }, 'shop.Cart', 'rpc'],
  ['a server by its address', { 'server.address': 'pay.test' }, 'pay.test', 'http'],
])('a call went to %s', (_what, attributes, name, kind) => {
  expect(toPeer(putSpan(1, { kind: 'client', attributes }).record)).toEqual({ name, kind });
});

test('what was called, and a call that does not say whom, have no peer', () => {
  expect(toPeer(putSpan(1, { kind: 'server', attributes: { 'server.address': 'me.test' } }).record)).toBeUndefined();
  expect(toPeer(putSpan(1, { kind: 'client', attributes: { 'server.address': 4 } }).record)).toBeUndefined();
});
