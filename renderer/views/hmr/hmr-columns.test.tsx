import type { TFunction } from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import { openUpdate, sampleError, samplePlain, sampleUpdate } from '../../store/hmr-sample.ts';
import { hmrColumns } from './hmr-columns.tsx';

const t = ((key: string) => key) as TFunction<'hmr'>;

function cell(id: string, record: HmrRecord): string {
  const column = hmrColumns(t, 100, false).find((found) => found.id === id);
  return renderToStaticMarkup(<>{column?.cell(record)}</>);
}

describe('hmrColumns', () => {
  it('show the file in its folder, with the whole path on hover', () => {
    expect(cell('file', sampleUpdate(1))).toBe(
      '<span title="/app/src/components/Child.vue">src/components/<b>Child.vue</b></span>',
    );
    expect(cell('file', sampleUpdate(1, { files: ['/src/a.ts', '/src/b.ts'] }))).toContain('more');
  });

  it('show a message’s own name, and who sent it', () => {
    expect(cell('file', samplePlain(1, 'custom', { name: 'app:hello', direction: 'out' }))).toMatch(
      /app:hello.*fromPage/,
    );
    expect(cell('file', samplePlain(1, 'custom', { name: 'file-changed', files: ['/src/a.ts'] }))).toMatch(
      /a\.ts.*file-changed/,
    );
    expect(cell('file', samplePlain(1, 'connected'))).toContain('–');
  });

  it('show a dash for what does not apply, never 0', () => {
    expect(cell('modules', sampleError(1))).toBe('–');
    expect(cell('duration', openUpdate(1))).toBe('–');
    expect(cell('duration', sampleUpdate(1))).toBe('84 ms');
  });

  it('colour trouble only', () => {
    expect(cell('state', sampleError(1))).toContain('t-server');
    expect(cell('state', openUpdate(1, { reason: 'threw' }))).toContain('t-client');
    expect(cell('state', sampleUpdate(1))).toBe('<span>state.inferred</span>');
    expect(cell('type', sampleError(1))).toContain('t-server');
  });

  it('name ticks of the axis', () => {
    const head = hmrColumns(t, 1_000, false).find((column) => column.id === 'latency')?.head;
    expect(renderToStaticMarkup(<>{head}</>)).toMatch(/>0<.*>250 ms<.*>500 ms<.*>750 ms</);
  });

  it('leave the server out where there is little room', () => {
    const ids = (narrow: boolean) => hmrColumns(t, 100, narrow).map(({ id }) => id);
    expect(ids(false)).toContain('dialect');
    expect(ids(true)).not.toContain('dialect');
  });
});
