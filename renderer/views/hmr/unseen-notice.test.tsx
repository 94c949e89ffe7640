// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { sampleSession } from '../../store/row-sample.ts';
import { viewStore } from '../../store/view-store.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import type { Unseen } from './hmr-unseen.ts';
import { mendingSetting, UnseenNotice } from './unseen-notice.tsx';

afterEach(cleanup);

const unseen: Unseen = { kind: 'vite', host: 'localhost:5173', exchangeId: '4', path: '/@vite/client', count: 1 };

describe('mendingSetting', () => {
  it('is the one of the server’s own kind, with the proxy’s address', () => {
    expect(mendingSetting('vite', 'http://127.0.0.1:8899')).toBe(
      "server: { hmr: { host: '127.0.0.1', clientPort: 8899 } }",
    );
    expect(mendingSetting('vite', undefined)).toContain('clientPort: 8888');
    expect(mendingSetting('webpack', 'http://127.0.0.1:8899')).toBe(
      "devServer: { client: { webSocketURL: 'auto://0.0.0.0:0/ws' } }",
    );
  });
});

describe('UnseenNotice', () => {
  it('says how it is known and which setting mends it', async () => {
    await renderWith(<UnseenNotice unseen={unseen} />, { session: sampleSession([]) });
    const notice = screen.getByRole('region', { name: 'HMR runs unseen' });
    expect(notice.textContent).toContain('The page fetched /@vite/client from localhost:5173');
    expect(notice.textContent).toContain('clientPort: 8888');
    fireEvent.click(screen.getByRole('button', { name: 'Show the request' }));
    expect(viewStore.getState()).toMatchObject({ view: 'traffic', tables: { traffic: { selectedId: '4' } } });
  });

  it('leads to a connection that was refused', async () => {
    await renderWith(<UnseenNotice unseen={{ ...unseen, kind: 'webpack', refusedId: '9' }} />, {
      session: sampleSession([]),
    });
    expect(screen.getByText(/did not open/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: 'Show the connection' }));
    expect(viewStore.getState()).toMatchObject({ view: 'sockets', tables: { sockets: { selectedId: '9' } } });
  });
});
