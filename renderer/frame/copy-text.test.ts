import { afterEach, expect, it, vi } from 'vitest';
import { viewStore } from '../store/view-store.ts';
import { copyText } from './copy-text.ts';

afterEach(() => vi.unstubAllGlobals());

it('says what was copied, and when it could not be', async () => {
  const writeText = vi.fn(async (_text: string) => undefined);
  vi.stubGlobal('navigator', { clipboard: { writeText } });
  copyText('http://127.0.0.1:8888');
  await vi.waitFor(() => expect(viewStore.getState().said?.key).toBe('said.copied.text'));
  expect(writeText).toHaveBeenCalledWith('http://127.0.0.1:8888');
  writeText.mockRejectedValueOnce(new Error('denied'));
  copyText('x');
  await vi.waitFor(() => expect(viewStore.getState().said?.key).toBe('said.copyFailed'));
});
