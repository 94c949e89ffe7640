import { describe, expect, it } from 'vitest';
import type { LogRecord } from '../../../main/model/log.ts';
import { sampleAction, samplePanic, sampleReport } from '../../store/error-sample.ts';
import { sampleUpdate } from '../../store/hmr-sample.ts';
import { sampleRow } from '../../store/row-sample.ts';
import { MAX_THREAD, toThread } from './error-thread.ts';

const report = sampleReport(10);
const log = (n: number, at: number): LogRecord => ({
  ...{ id: String(n), at, source: 'process:api', level: 'info', message: 'x', fields: {} },
});

describe('toThread', () => {
  it('puts all in order of time, the error itself among them once', () => {
    const { entries, left } = toThread(report, {
      hmr: sampleUpdate(7),
      actions: [sampleAction(11)],
      exchanges: [sampleRow(98)],
      logs: [log(1, report.at - 5)],
      errors: [report, samplePanic(11)],
    });
    expect(entries.map(({ kind }) => kind)).toEqual(['hmr', 'exchange', 'action', 'log', 'error', 'error']);
    expect(entries.filter((entry) => entry.kind === 'error' && entry.here)).toHaveLength(1);
    expect(left).toBe(0);
  });

  it('keeps what is nearest, and always the edit and the action', () => {
    const logs = Array.from({ length: 100 }, (_, n) => log(n, report.at + n));
    const { entries, left } = toThread(report, {
      hmr: sampleUpdate(1),
      actions: [sampleAction(1)],
      exchanges: [],
      logs,
      errors: [],
    });
    expect(entries).toHaveLength(MAX_THREAD);
    expect(entries.slice(0, 2).map(({ kind }) => kind)).toEqual(['action', 'hmr']);
    expect(left).toBe(103 - MAX_THREAD);
  });
});
