import { connect } from 'node:net';
import { once } from 'node:events';
import { expect, it } from 'vitest';
import { Fault, faultCode, faultMessage } from './fault.ts';

it('keeps its code, its sentence and its cause', () => {
  const cause = new Error('disk');
  const fault = new Fault('session-unwritable', 'The session file cannot be written.', { cause });
  expect(fault).toMatchObject({ code: 'session-unwritable', message: 'The session file cannot be written.', cause });
  expect(faultCode(fault)).toBe('session-unwritable');
});

it('takes the code of a system error, and calls everything else internal', async () => {
  const [refused] = (await once(connect({ host: '127.0.0.1', port: 1 }), 'error')) as [Error];
  expect(faultCode(refused)).toBe('ECONNREFUSED');
  expect([faultCode(new Error('x')), faultCode('text'), faultCode(Object.assign(new Error(), { code: 7 }))]).toEqual([
    'internal',
    'internal',
    'internal',
  ]);
});

it('says anything thrown in one line', () => {
  expect(faultMessage(new Error('one\n  two '))).toBe('one two');
  expect(faultMessage(42)).toBe('42');
});
