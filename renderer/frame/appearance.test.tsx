// @vitest-environment jsdom
import { act } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { setPreferences } from '../store/view-store.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { useAppearance } from './appearance.ts';

afterEach(cleanup);

function Probe() {
  useAppearance();
  return null;
}

it('puts theme, density and language on the document, and leaves the theme to the system', async () => {
  await renderWith(<Probe />);
  const root = document.documentElement;
  expect(root.dataset.theme).toBeUndefined();
  act(() => setPreferences({ theme: 'dark', density: 'comfortable', language: 'zh-CN' }));
  expect([root.dataset.theme, root.dataset.density, root.lang]).toEqual(['dark', 'comfortable', 'zh-CN']);
  act(() => setPreferences({ theme: 'system', density: 'compact', language: 'en' }));
  expect(root.dataset.theme).toBeUndefined();
});
