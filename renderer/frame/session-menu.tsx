// Renderer frame: which session this is, where its proxy listens and where that leads.
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import type { WorkspaceState } from '../../main/model/protocol.ts';
import { Icon } from '../kit/icon.tsx';
import { DropdownMenu, type MenuEntry } from '../kit/menu.tsx';
import { splitUrl } from '../store/row-facts.ts';
import { setDialog } from '../store/view-store.ts';
import { copyText } from './copy-text.ts';

export function SessionMenu({ workspace }: { readonly workspace: WorkspaceState }) {
  const { t } = useTranslation('frame');
  return (
    <DropdownMenu entries={sessionEntries(workspace, t)}>
      <button type="button" className="btn session" title={`${t('session')}: ${workspace.name}`}>
        <span className="med cut">{workspace.name}</span>
        {workspace.proxyUrl !== undefined && workspace.target !== undefined && (
          <span className="dim hide-narrow cut">
            {splitUrl(workspace.proxyUrl).host} → {splitUrl(workspace.target).host}
          </span>
        )}
        <Icon name="down" small />
      </button>
    </DropdownMenu>
  );
}

function sessionEntries(workspace: WorkspaceState, t: TFunction<'frame'>): readonly MenuEntry[] {
  const { proxyUrl, target, routes, sessionPath } = workspace;
  const entries: (MenuEntry | false)[] = [
    { kind: 'heading', id: 'session', label: sessionPath ?? workspace.name },
    proxyUrl !== undefined && {
      kind: 'action',
      id: 'copy-proxy',
      label: t('copyProxy', { address: proxyUrl }),
      icon: 'copy',
      run: () => copyText(proxyUrl),
    },
    sessionPath !== undefined && {
      kind: 'action',
      id: 'copy-path',
      label: t('copyPath'),
      icon: 'file',
      run: () => copyText(sessionPath),
    },
    workspace.mode === 'live' && {
      kind: 'action',
      id: 'target',
      label: t('action.target'),
      icon: 'source',
      run: () => setDialog('target'),
    },
    { kind: 'separator', id: 'routes-line' },
    { kind: 'heading', id: 'routes', label: t('routes') },
    ...routes.map((route): MenuEntry => ({
      kind: 'action',
      id: `route-${route.match}`,
      label: `${route.match} → ${route.target}`,
      run: () => copyText(route.target),
    })),
    target !== undefined && {
      kind: 'action',
      id: 'route-target',
      label: t('targetRoute', { target }),
      run: () => copyText(target),
    },
  ];
  return entries.filter((entry) => entry !== false);
}
