// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { samplePage } from '../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { FoundServers } from './found-servers.tsx';

afterEach(cleanup);

const props = { looking: false, failed: false, onLook: () => undefined, onOpen: () => undefined };

describe('FoundServers', () => {
  it('tells what each is, and that one listens on ::1 only', async () => {
    const open = vi.fn();
    await renderWith(<FoundServers {...props} servers={samplePage.servers} onOpen={open} />);
    expect(screen.getByText('1 dev server')).toBeTruthy();
    expect(screen.getByText('listens on ::1 only, 127.0.0.1 is refused')).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Open http://localhost:5173' }));
    expect(open).toHaveBeenCalledWith('http://localhost:5173');
  });

  it('says what to do when it found none, looks, or could not look', async () => {
    await renderWith(<FoundServers {...props} servers={[]} />);
    expect(screen.getByText(/Start one and look again/)).toBeTruthy();
    await renderWith(<FoundServers {...props} servers={undefined} looking />);
    expect(screen.getByText('Looking at the usual ports')).toBeTruthy();
    await renderWith(<FoundServers {...props} servers={undefined} failed />);
    expect(screen.getByText('The recorder does not answer.')).toBeTruthy();
  });
});
