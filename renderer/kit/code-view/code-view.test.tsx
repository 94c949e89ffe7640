// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { cleanup, renderWith } from '../../test/render.tsx';
import { CodeView } from './code-view.tsx';

afterEach(cleanup);

const PHRASES = { Find: 'Suchen' };
const show = () =>
  renderWith(<CodeView text={'a {\n  color: red;\n}'} language="css" label="Text" wrap={false} phrases={PHRASES} />);

describe('CodeView', () => {
  it('shows the text read-only under its name', async () => {
    await show();
    const text = screen.getByRole('textbox', { name: 'Text' });
    expect(text.textContent).toContain('color: red;');
    expect(text.getAttribute('contenteditable')).toBe('false');
  });

  it('keeps the search key to itself', async () => {
    await show();
    const outer = vi.fn();
    document.body.addEventListener('keydown', outer);
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Text' }), { key: 'a' });
    fireEvent.keyDown(screen.getByRole('textbox', { name: 'Text' }), { key: 'f', ctrlKey: true });
    document.body.removeEventListener('keydown', outer);
    expect(outer).toHaveBeenCalledTimes(1);
    expect(screen.getByPlaceholderText('Suchen')).toBeTruthy();
  });
});
