import { expect, it } from 'vitest';
import { MAX_MORE_ERRORS } from './hot-session.ts';
import { Rig } from './test/rig.ts';
import { VITE } from './vite.ts';

const MESSAGE = { at: 5, direction: 'in', json: {}, frameId: '9' } as const;

it('writes where a record comes from', () => {
  const rig = new Rig(VITE);
  rig.session.add(MESSAGE, 'custom', { name: 'x' });
  rig.session.add({ ...MESSAGE, direction: 'out' }, 'custom');
  expect(rig.records).toMatchObject([
    { id: '1', at: 5, dialect: 'vite', name: 'x', socketExchangeId: '2', pageKey: '1', frameId: '9' },
    { direction: 'out' },
  ]);
  expect(rig.records[0]?.direction).toBeUndefined();
});

it('greets once', () => {
  const rig = new Rig(VITE);
  rig.session.connect(MESSAGE, 'abc');
  rig.session.connect(MESSAGE);
  expect(rig.records).toMatchObject([{ type: 'connected', key: 'abc' }]);
});

it('counts an error once while it stands, and again after a recovery', () => {
  const rig = new Rig(VITE);
  const error = { message: 'no', file: 'a.js' };
  rig.session.fail(MESSAGE, [error, { message: 'also' }]);
  rig.session.fail(MESSAGE, [error]);
  expect(rig.session.isBroken).toBe(true);
  rig.session.recover(rig.session.add(MESSAGE, 'built'));
  rig.session.fail(MESSAGE, [error]);
  expect(rig.records).toMatchObject([
    { type: 'error', repeats: 1, error, moreErrors: [{ message: 'also' }], files: ['a.js'], recoveredBy: '2' },
    { type: 'built', recovers: '1' },
    { type: 'error', error },
  ]);
});

it('tells another error from the one that stands', () => {
  const rig = new Rig(VITE);
  rig.session.fail(MESSAGE, [{ message: 'one' }]);
  rig.session.fail(MESSAGE, [{ message: 'two' }]);
  rig.session.fail(MESSAGE, [{ message: 'two' }], { key: 'next' });
  expect(rig.records.map(({ error }) => error?.message)).toEqual(['one', 'two', 'two']);
});

it('keeps so many further errors', () => {
  const rig = new Rig(VITE);
  rig.session.fail(MESSAGE, Array(200).fill({ message: 'no' }));
  expect(rig.records[0]?.moreErrors).toHaveLength(MAX_MORE_ERRORS);
});

it('says how the connection ended', () => {
  const rig = new Rig(VITE);
  rig.session.close(9, 'closed by the client with 1001');
  expect(rig.records).toMatchObject([{ type: 'disconnected', at: 9, detail: 'closed by the client with 1001' }]);
});
