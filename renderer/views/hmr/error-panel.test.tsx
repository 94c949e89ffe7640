// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { sampleError } from '../../store/hmr-sample.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { editorPlace, ErrorPanel, messageText } from './error-panel.tsx';

afterEach(cleanup);

const error = sampleError(1).error!;

describe('ErrorPanel', () => {
  it('shows message, code and place', async () => {
    await renderWith(<ErrorPanel error={error} />);
    expect(screen.getByText('[vue/compiler-sfc] Unexpected token (5:0)')).toBeTruthy();
    const frame = screen.getByRole('group', { name: 'Code around src/components/Child.vue:5:1' });
    expect(frame.querySelector('.hit')?.textContent).toContain('</script>');
  });

  it('copies the place as an editor takes it', async () => {
    const writeText = vi.fn(() => Promise.resolve());
    Object.defineProperty(navigator, 'clipboard', { configurable: true, value: { writeText } });
    await renderWith(<ErrorPanel error={error} />);
    fireEvent.click(screen.getByRole('button', { name: 'src/components/Child.vue:5:1' }));
    expect(writeText).toHaveBeenCalledWith('/app/src/components/Child.vue:5:1');
  });

  it('says that no code came with it', async () => {
    await renderWith(<ErrorPanel error={{ message: 'It broke.' }} />);
    expect(screen.getByText('The server sent no code with it.')).toBeTruthy();
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('messageText', () => {
  it('leaves out a path at the end that is said apart, and nothing else', () => {
    expect(messageText({ message: 'Bad token\n\n/a/b.vue', file: '/a/b.vue' })).toBe('Bad token');
    expect(messageText({ message: 'Can’t read /a/b.vue', file: '/a/b.vue' })).toBe('Can’t read /a/b.vue');
    expect(messageText({ message: 'Bad token' })).toBe('Bad token');
  });
});

it('editorPlace ends where knowledge does', () => {
  expect(editorPlace({ message: '', file: '/a.ts', line: 3 })).toBe('/a.ts:3');
  expect(editorPlace({ message: '', file: '/a.ts', column: 3 })).toBe('/a.ts');
});
