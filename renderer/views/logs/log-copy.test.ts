import { expect, it } from 'vitest';
import { sampleLog } from '../../store/log-sample.ts';
import { toLogJson, toLogText } from './log-copy.ts';

const log = sampleLog(5, {
  level: 'error',
  message: '\u001b[31mpanic\u001b[0m',
  more: 'at a.go:1',
  fields: { cart: 'c1' },
});

it('copies text without colours and with all lines', () => {
  expect(toLogText(log)).toBe('2026-01-02T14:02:10.500Z error process:api panic\nat a.go:1');
});

it('copies JSON as inspect prints it', () => {
  expect(JSON.parse(toLogJson(log))).toMatchObject({
    id: '5',
    at: '2026-01-02T14:02:10.500Z',
    message: 'panic',
    fields: { cart: 'c1' },
  });
});
