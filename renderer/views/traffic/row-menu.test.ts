import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { TFunction } from 'i18next';
import type { WorkspaceState } from '../../../main/model/protocol.ts';
import { startLanguage } from '../../i18n/i18n.ts';
import { defaultPreferences } from '../../store/preferences.ts';
import { sampleRow } from '../../store/row-sample.ts';
import { sessionStore } from '../../store/session-store.ts';
import { initialView, setFilter, viewStore } from '../../store/view-store.ts';
import { asked, resetAsked } from '../../test/commands-stub.ts';
import { rowMenu } from './row-menu.ts';

vi.mock('../../store/commands.ts', () => import('../../test/commands-stub.ts'));

const t = ((key: string) => key) as TFunction<'traffic'>;

function choose(id: string, live = true): void {
  const entry = rowMenu(sampleRow(1), t, live).find((found) => found.id === id);
  if (entry?.kind !== 'action') throw new Error(`No action ${id}`);
  entry.run();
}

beforeEach(() => viewStore.setState(initialView(defaultPreferences()), true));

describe('rowMenu', () => {
  it('writes into the filter and keeps what else is there', () => {
    setFilter('traffic', 'is:done');
    choose('only-host');
    choose('only-status');
    expect(viewStore.getState().tables.traffic.applied).toBe('is:done host:127.0.0.1:8080 status:200');
  });

  it('scopes to the route and shows the time around the request', () => {
    choose('scope');
    choose('zoom');
    const { scope, brush } = viewStore.getState();
    expect(scope).toBe('/api');
    expect(brush && brush.from < sampleRow(1).startedAt && brush.to > sampleRow(1).startedAt + 100).toBe(true);
  });

  it('offers to send again only while recording, and says why not', () => {
    const entry = rowMenu(sampleRow(1), t, false).find((found) => found.id === 'replay');
    expect(entry).toMatchObject({ disabled: true, note: 'replayOff' });
  });

  it('offers a dump of the goroutines as they stand now, while recording', async () => {
    await startLanguage('en');
    const pprof = [{ target: 'shop', url: 'http://h:1' }];
    const workspace: WorkspaceState = {
      ...{ mode: 'live', version: '1', shell: 'browser', name: 's', routes: [], demo: false },
      telemetry: { metrics: [], pprof, logFiles: [] },
    };
    sessionStore.setState({ workspace });
    resetAsked();
    choose('profile-goroutine-shop');
    expect(asked.commands).toEqual([{ type: 'take-profile', target: 'shop', kind: 'goroutine' }]);
    sessionStore.setState({ workspace: { ...workspace, mode: 'file' } });
    expect(rowMenu(sampleRow(1), t, false).some(({ id }) => id.startsWith('profile'))).toBe(false);
  });

  it('has all forms of copying', () => {
    expect(rowMenu(sampleRow(1), t, true).map((entry) => entry.id)).toEqual(
      expect.arrayContaining(['url', 'curl', 'fetch', 'markdown']),
    );
  });
});
