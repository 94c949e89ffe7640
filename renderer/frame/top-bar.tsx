// Renderer frame: session and target, record state, search, theme, everything else.
import { useTranslation } from 'react-i18next';
import { Button, IconButton } from '../kit/button.tsx';
import { formatElapsed } from '../kit/format.ts';
import { BrandMark, Icon } from '../kit/icon.tsx';
import { DropdownMenu, type MenuEntry } from '../kit/menu.tsx';
import { useTick } from '../kit/media.ts';
import { useSession } from '../store/session-store.ts';
import { goBack, setDialog, useView } from '../store/view-store.ts';
import { BACK_KEY, currentActions, MOD, nextTheme, toggleRecording, type Action } from './actions.ts';
import { SessionMenu } from './session-menu.tsx';

export function TopBar({ bare }: { readonly bare: boolean }) {
  const { t } = useTranslation('frame');
  const theme = useView((state) => state.theme);
  const workspace = useSession((state) => state.workspace);
  return (
    <header className="top" data-region="top">
      <div className="brand">
        <BrandMark />
        <span>Throughline</span>
      </div>
      {!bare && workspace && <SessionMenu workspace={workspace} />}
      {!bare && <RecordState />}
      {!bare && <BackButton />}
      <span className="grow" />
      <button type="button" className="omni" onClick={() => setDialog('palette')}>
        <Icon name="search" />
        <span>{t('search')}</span>
        <kbd>{MOD} K</kbd>
      </button>
      <IconButton icon="theme" label={t('themeNow', { theme: t(`theme.${theme}`) })} onClick={nextTheme} />
      <MoreMenu />
    </header>
  );
}

/** The way back to where the last link led away from. */
function BackButton() {
  const { t } = useTranslation(['frame', 'common']);
  const from = useView((state) => state.trail.at(-1)?.view);
  if (from === undefined) return null;
  const label = t('back', { view: t(`common:view.${from}`) });
  return <IconButton icon="back" label={label} shortcut={BACK_KEY} onClick={goBack} />;
}

function RecordState() {
  const { t } = useTranslation('frame');
  const status = useSession((state) => state.status);
  const mode = useSession((state) => state.workspace?.mode);
  useTick(1000);
  if (mode === 'file') return <span className="tag">{t('file')}</span>;
  if (!status) return null;
  if (status.state === 'closed') return <span className="tag">{t('ended')}</span>;
  if (status.state === 'paused')
    return (
      <>
        <span className="btn rec paused">
          <i />
          {t('paused')}
        </span>
        <Button look="primary" icon="play" onClick={toggleRecording}>
          {t('resume')}
          <kbd className="onfill">{MOD} E</kbd>
        </Button>
      </>
    );
  return (
    <button type="button" className="btn rec" title={t('pauseHint', { key: `${MOD} E` })} onClick={toggleRecording}>
      <i />
      {t('recording')}
      <span className="dim hide-small">{formatElapsed(elapsedSince(status.startedAt))}</span>
    </button>
  );
}

function elapsedSince(at: number): number {
  return Date.now() - at;
}

function MoreMenu() {
  const { t } = useTranslation('frame');
  // Subscribed to, so that entries are those of now.
  useSession((state) => state.status?.state);
  useSession((state) => state.workspace);
  useView((state) => state.brush === null);
  useView((state) => state.cleared);
  return (
    <DropdownMenu entries={withLines(currentActions())}>
      <button type="button" className="btn ghost icon" aria-label={t('more')} title={t('more')}>
        <Icon name="more" />
      </button>
    </DropdownMenu>
  );
}

/** Actions that begin another group of the menu. */
const GROUP_STARTS: readonly string[] = ['target', 'save', 'keys'];

/** The menu's entries, with lines between groups. */
export function withLines(actions: readonly Action[]): readonly MenuEntry[] {
  return actions.flatMap((action, index) =>
    index > 0 && GROUP_STARTS.includes(action.id)
      ? [{ kind: 'separator' as const, id: `line-${action.id}` }, toEntry(action)]
      : [toEntry(action)],
  );
}

/** An action as a menu's entry. */
export function toEntry({ id, label, icon, shortcut, note, run }: Action): MenuEntry {
  return {
    kind: 'action',
    id,
    label,
    icon,
    ...(shortcut === undefined ? {} : { shortcut }),
    ...(note === undefined ? {} : { note }),
    run,
  };
}
