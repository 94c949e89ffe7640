// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { cleanup, renderWith } from '../test/render.tsx';
import { FLOATING_ROOT } from './floating-root.ts';
import { DropdownMenu } from './menu.tsx';

afterEach(cleanup);

const menu = (
  <DropdownMenu entries={[{ kind: 'action', id: 'a', label: 'Copy', run: () => undefined }]}>
    <button type="button">More</button>
  </DropdownMenu>
);

it('takes menus in, inside the landmark it lies in', async () => {
  await renderWith(
    <main>
      {menu}
      <div {...{ [FLOATING_ROOT]: '' }} />
    </main>,
  );
  fireEvent.keyDown(screen.getByRole('button'), { key: 'Enter' });
  expect(screen.getByRole('main').contains(screen.getByRole('menu'))).toBe(true);
});

it('is the page itself where none is given', async () => {
  await renderWith(menu);
  fireEvent.keyDown(screen.getByRole('button'), { key: 'Enter' });
  expect(screen.getByRole('menu')).toBeTruthy();
});
