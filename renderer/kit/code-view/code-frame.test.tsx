// @vitest-environment jsdom
import { render, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanup } from '../../test/render.tsx';
import { CodeFrame } from './code-frame.tsx';

afterEach(cleanup);

describe('CodeFrame', () => {
  it('shows the lines with their own numbers, and which one is meant', () => {
    render(<CodeFrame frame={'> 2 |   return x;\n    |          ^\n  3 | }'} label="Code around line 2" />);
    const frame = screen.getByRole('group', { name: 'Code around line 2' });
    expect([...frame.querySelectorAll('i')].map((number) => number.textContent)).toEqual(['2', '', '3']);
    expect(frame.querySelector('.hit')?.textContent).toContain('return x;');
    expect(frame.querySelector('.caret')?.textContent).toContain('^');
  });

  it('can be scrolled by keys', () => {
    render(<CodeFrame frame="1 | a" label="Code" />);
    expect(screen.getByRole('group').tabIndex).toBe(0);
  });
});
