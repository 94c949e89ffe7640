import { describe, expect, it } from 'vitest';
import { toGroup } from '../../store/error-index.ts';
import { samplePanic, sampleReport } from '../../store/error-sample.ts';
import { sampleReload, sampleUpdate } from '../../store/hmr-sample.ts';
import { processName, toErrorSentences } from './error-sentence.ts';

const told = (...args: Parameters<typeof toErrorSentences>) => toErrorSentences(...args).map(({ key }) => key);

describe('toErrorSentences', () => {
  const report = sampleReport(10, { count: 4, lastAt: sampleReport(10).at + 333 });

  it('leads with what and how often, then when, after which action and edit', () => {
    const group = toGroup('g', [report]);
    const sentences = toErrorSentences(group, report, { hmr: sampleUpdate(7), fresh: true }, 'change');
    expect(sentences.map(({ key }) => key)).toEqual(['lead.vue', 'often', 'action', 'afterUpdate', 'fresh']);
    expect(sentences[0]?.values.count).toBe(4);
    expect(sentences[1]?.values.apartMs).toBe(333);
    expect(sentences[3]?.values).toEqual({ afterMs: 2_916, subject: 'Child.vue' });
  });

  it('says once what happened once, who wrote it, and what is not known yet', () => {
    const panic = samplePanic(3, { mapped: false });
    const group = toGroup('g', [panic]);
    expect(told(group, panic, { fresh: false }, 'change')).toEqual(['lead.backend', 'once', 'waiting']);
    expect(processName(panic)).toBe('api');
  });

  it('tells a reload from an update, and that the app took it', () => {
    const group = toGroup('g', [report]);
    const handled = { ...report, handled: true };
    expect(told(group, handled, { hmr: sampleReload(8), fresh: false }, 'change')).toEqual([
      'lead.vue',
      'often',
      'action',
      'afterReload',
      'handled',
    ]);
  });
});
