// Test support: a workspace that does nothing.
import type { Workspace } from '../host/workspace.ts';

export function fakeWorkspace(over: Partial<Workspace> = {}): Workspace {
  return {
    id: 'live',
    reader: undefined,
    sources: undefined,
    state: () => ({ mode: 'start', version: '1', shell: 'browser', name: '', routes: [], demo: false }),
    subscribe: () => ({ watch: () => undefined, close: () => undefined }),
    onReplaced: () => () => undefined,
    run: async () => ({ ok: true }),
    startPage: async () => ({ servers: [], recentTargets: [], recentSessions: [], demoAvailable: false }),
    ...over,
  };
}
