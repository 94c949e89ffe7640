// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { libraryFrame, ownFrame, unmappedFrame } from '../../store/error-sample.ts';
import { asked, resetAsked } from '../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { FrameList } from './frame-list.tsx';

vi.mock('../../store/commands.ts', () => import('../../test/commands-stub.ts'));
beforeEach(resetAsked);
afterEach(cleanup);

const stack = [
  libraryFrame(),
  ownFrame(48),
  libraryFrame('invoker'),
  libraryFrame('run'),
  ownFrame(93),
  unmappedFrame(),
];
const grid = () => screen.getByRole('grid', { name: 'Stack' });
const rows = () => within(grid()).getAllByRole('row');

describe('FrameList', () => {
  it('begins at the first own frame, with the code around it', async () => {
    await renderWith(<FrameList stack={stack} />);
    expect(screen.getByRole('group', { name: 'Code around CheckoutForm.vue:48:31' }).textContent).toContain('orderId');
    expect(within(grid()).getByRole('row', { selected: true }).textContent).toContain('CheckoutForm.vue:48:31');
  });

  it('folds frames of libraries, and opens a fold', async () => {
    await renderWith(<FrameList stack={stack} />);
    expect(rows()).toHaveLength(5);
    fireEvent.click(screen.getByRole('button', { name: '2 library frames in @vue/runtime-core' }));
    expect(rows()).toHaveLength(6);
    fireEvent.click(screen.getByRole('button', { name: 'All 6' }));
    expect(screen.queryByRole('button', { name: /library frame/ })).toBeNull();
  });

  it('moves by arrow keys and opens the chosen frame in the editor', async () => {
    await renderWith(<FrameList stack={stack} />);
    fireEvent.keyDown(grid(), { key: 'ArrowDown' });
    fireEvent.keyDown(grid(), { key: 'Enter' });
    fireEvent.click(within(grid()).getByRole('button', { name: 'src/components/CheckoutForm.vue:48:31' }));
    const path = '/app/src/components/CheckoutForm.vue';
    expect(asked.commands).toEqual([
      { type: 'open-source', path, line: 93, column: 31 },
      { type: 'open-source', path, line: 48, column: 31 },
    ]);
  });

  it('says why a frame is not mapped, and why it can’t be opened', async () => {
    await renderWith(<FrameList stack={[unmappedFrame()]} />);
    expect(screen.getByText('not mapped: vendor.js.map answered 404.')).toBeTruthy();
    const [place] = screen.getAllByRole('button', { name: /vendor\.js:2:9917$/ });
    expect(place?.getAttribute('aria-disabled')).toBe('true');
    expect(place?.title).toContain('no editor can open it');
    if (place) fireEvent.click(place);
    expect(asked.commands).toEqual([]);
  });

  it('tells what an original is worth less for', async () => {
    const frame = ownFrame();
    const caveats = [{ code: 'no-columns', message: 'The map has no columns.' }];
    await renderWith(
      <FrameList stack={frame.original ? [{ ...frame, original: { ...frame.original, caveats } }] : []} />,
    );
    expect(screen.getByText('The map has no columns.')).toBeTruthy();
    expect(screen.getByRole('img', { name: 'The map has no columns.' })).toBeTruthy();
  });

  it('shows lines as they were thrown, and back', async () => {
    await renderWith(<FrameList stack={stack} />);
    const raw = screen.getByRole('button', { name: /^As thrown/ });
    fireEvent.click(raw);
    expect(rows().map((row) => row.textContent)).toEqual(stack.map((frame) => frame.raw));
    fireEvent.click(raw);
    expect(rows()).toHaveLength(5);
  });

  it('writes captured text as text', async () => {
    await renderWith(<FrameList stack={[{ raw: 'x', url: 'http://h/<img src=x>', functionName: '<i>f</i>' }]} />);
    expect(grid().querySelector('img, i')).toBeNull();
    expect(grid().textContent).toContain('<i>f</i>');
  });

  it('says that there is no stack', async () => {
    await renderWith(<FrameList stack={[]} />);
    expect(screen.getByText('It came without a stack.')).toBeTruthy();
  });
});
