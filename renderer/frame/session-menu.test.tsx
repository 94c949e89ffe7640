// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { sampleWorkspace } from '../store/row-sample.ts';
import { viewStore } from '../store/view-store.ts';
import { cleanup, renderWith } from '../test/render.tsx';
import { SessionMenu } from './session-menu.tsx';

afterEach(cleanup);

it('tells where the proxy listens and where each route leads, and offers another target', async () => {
  await renderWith(<SessionMenu workspace={sampleWorkspace()} />);
  const button = screen.getByRole('button');
  expect(button.textContent).toBe('shop.tline127.0.0.1:8888 → localhost:5173');
  fireEvent.keyDown(button, { key: 'Enter' });
  const items = (await screen.findAllByRole('menuitem')).map((item) => item.textContent);
  expect(items).toEqual([
    'Copy http://127.0.0.1:8888',
    'Copy the file’s path'.replace('’', "'"),
    'Change the target',
    '/api → http://127.0.0.1:8080',
    'All else → http://localhost:5173',
  ]);
  fireEvent.click(screen.getByRole('menuitem', { name: 'Change the target' }));
  expect(viewStore.getState().dialog).toBe('target');
});
