// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { cleanup, renderWith } from '../test/render.tsx';
import { Splitter } from './splitter.tsx';

afterEach(cleanup);

const sizes = { secondSize: 300, secondMin: 100, firstMin: 100 };

it('has a bar only between two panes', async () => {
  await renderWith(<Splitter orientation="vertical" label="Height" first="Table" {...sizes} />);
  expect(screen.queryByRole('separator')).toBeNull();
  cleanup();
  await renderWith(<Splitter orientation="vertical" label="Height" first="Table" second="Detail" {...sizes} />);
  expect(screen.getByRole('separator', { name: 'Height' })).toBeTruthy();
  expect(screen.getByText('Detail')).toBeTruthy();
});
