// @vitest-environment jsdom
import { screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { cleanup, renderWith } from '../../test/render.tsx';
import { HexView } from './hex-view.tsx';

afterEach(cleanup);

describe('HexView', () => {
  it('shows bytes as hex and ASCII, and holds only the rows in sight', async () => {
    const bytes = Uint8Array.from({ length: 1_000_000 }, (_, index) => 0x41 + (index % 26));
    await renderWith(<HexView bytes={bytes} label="Bytes" />);
    const view = screen.getByRole('region', { name: 'Bytes' });
    expect(view.textContent).toContain('0000000041 42 43 44 45 46 47 48  49 4a 4b 4c 4d 4e 4f 50ABCDEFGHIJKLMNOP');
    expect(view.querySelectorAll('.hexrow').length).toBeLessThan(100);
  });
});
