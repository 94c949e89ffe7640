// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { cleanup, renderWith } from '../test/render.tsx';
import { Tooltip } from './tooltip.tsx';

afterEach(cleanup);

it('says its word and its key when the element takes the focus', async () => {
  await renderWith(
    <Tooltip text="Pause recording" shortcut="Ctrl E">
      <button type="button">Pause</button>
    </Tooltip>,
  );
  fireEvent.focus(screen.getByRole('button'));
  expect((await screen.findByRole('tooltip')).textContent).toContain('Pause recording');
});
