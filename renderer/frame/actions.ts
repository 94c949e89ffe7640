// Renderer frame: what a person can do from anywhere, as values for menus, keys and the palette.
import i18next from 'i18next';
import type { ProfileKind } from '../../main/model/profile.ts';
import type { CommandResult } from '../../main/model/protocol.ts';
import type { IconName } from '../kit/icon.tsx';
import {
  exportHar,
  openFile,
  openSource,
  openTarget,
  pause,
  replay,
  resume,
  saveSession,
  startDemo,
  takeProfile as askForProfile,
} from '../store/commands.ts';
import { sessionKey } from '../store/selectors.ts';
import { sessionStore } from '../store/session-store.ts';
import {
  clearBefore,
  goBack,
  say,
  setBrush,
  setDialog,
  setPreferences,
  setView,
  showCleared,
  viewStore,
  VIEWS,
  type ViewName,
} from '../store/view-store.ts';
import { setLanguage } from '../i18n/i18n.ts';
import { LANGUAGES, THEMES, type Language } from '../store/preferences.ts';
import { chooseUpload } from './upload.ts';

export interface Action {
  readonly id: string;
  readonly label: string;
  readonly icon: IconName;
  readonly shortcut?: string;
  readonly note?: string;
  readonly run: () => void;
}

/** `⌘` where that is the key, `Ctrl` elsewhere. */
export const MOD = typeof navigator !== 'undefined' && /Mac/.test(navigator.platform) ? '⌘' : 'Ctrl';

/** Goes back to where the last link led away from. */
export const BACK_KEY = 'Backspace';

const VIEW_KEYS: Readonly<Record<ViewName, string>> = {
  traffic: '1',
  sockets: '2',
  hmr: '3',
  errors: '4',
  logs: '5',
  traces: '6',
  performance: '7',
  settings: ',',
};

/** A view's own shortcut. */
export function viewShortcut(view: ViewName): string {
  return `${MOD} ${VIEW_KEYS[view]}`;
}

/** Says how a command ended; opens or downloads what it points to. */
export async function finish(name: string, pending: Promise<CommandResult>): Promise<void> {
  const result = await pending;
  if (!result.ok) return say({ level: 'error', key: 'said.failed', slots: { message: result.message } });
  if (result.location !== undefined) follow(result.location);
  say(
    result.path === undefined
      ? { level: 'info', key: `said.${name}` }
      : { level: 'info', key: 'said.saved', slots: { path: result.path } },
  );
}

/** Downloads stay here, windows open beside this one; an editor's own scheme leads to the editor. */
function follow(location: string): void {
  const anchor = document.createElement('a');
  anchor.href = location;
  if (location.startsWith('/download/')) anchor.download = '';
  else if (location.startsWith('/')) {
    anchor.target = '_blank';
    anchor.rel = 'noopener';
  }
  anchor.click();
}

export function toggleRecording(): void {
  const state = sessionStore.getState().status?.state;
  if (state === 'recording') void finish('paused', pause());
  else if (state === 'paused') void finish('resumed', resume());
}

export function replayExchange(id: string): void {
  void finish('replayed', replay(id));
}

/** Opens a file in the editor; lines and columns count from 1. */
export function openInEditor(path: string, line: number, column?: number): void {
  void openSource(path, line, column).then((result) => {
    if (result.ok && result.location !== undefined) follow(result.location);
    const place = `${path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)}:${line}`;
    say(
      result.ok
        ? { level: 'info', key: 'said.openedSource', slots: { place } }
        : { level: 'error', key: 'said.failed', slots: { message: result.message } },
    );
  });
}

/** How long a CPU profile lasts, in seconds. */
const CPU_SECONDS = 5;

/** Has a profile taken and says how that ended; true where there is one. */
export async function takeProfile(target: string, kind: ProfileKind): Promise<boolean> {
  const taking = askForProfile(target, kind, kind === 'cpu' ? CPU_SECONDS : undefined);
  if (kind === 'cpu') say({ level: 'info', key: 'said.profiling', slots: { target, seconds: String(CPU_SECONDS) } });
  await finish('profiled', taking);
  return (await taking).ok;
}

/** Profiles that can be taken from anywhere: a dump of each target's goroutines first. */
export function profileActions(): readonly Action[] {
  const t = i18next.getFixedT(null, 'metrics');
  const { workspace } = sessionStore.getState();
  const targets = workspace?.mode === 'live' ? (workspace.telemetry?.pprof ?? []) : [];
  return (['goroutine', 'heap', 'cpu'] as const).flatMap((kind) =>
    targets.map(({ target }): Action => ({
      id: `profile-${kind}-${target}`,
      label: t(`take.${kind}`, { target }),
      icon: 'performance',
      run: () => void takeProfile(target, kind),
    })),
  );
}

export function changeTarget(target: string): void {
  void finish('target', openTarget(target, sessionStore.getState().workspace?.routes ?? []));
}

export function beginDemo(): void {
  void finish('demo', startDemo());
}

/** Asks for a file: the system's dialog in Electron, an upload in a browser. */
export function pickFile(): void {
  if (sessionStore.getState().workspace?.shell === 'browser') void finish('opened', chooseUpload());
  else void finish('opened', openFile());
}

/** Opens one of the recent files. */
export function openRecent(path: string): void {
  void finish('opened', openFile(path));
}

/** Hides the rows there are; the session keeps them. */
export function clearRows(): void {
  const state = sessionStore.getState();
  const last = state.rows.at(-1);
  if (last) clearBefore(sessionKey(state), last.id);
}

export function chooseLanguage(language: Language): void {
  setPreferences({ language });
  void setLanguage(language);
}

export function nextTheme(): void {
  const { theme } = viewStore.getState();
  setPreferences({ theme: THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] ?? 'system' });
}

/** All that can be done now, in the reader's language. */
export function currentActions(): readonly Action[] {
  const t = i18next.getFixedT(null, 'frame');
  const { workspace, status } = sessionStore.getState();
  const live = workspace?.mode === 'live';
  const from = viewStore.getState().trail.at(-1)?.view;
  const session = workspace !== undefined && workspace.mode !== 'start';
  const actions: (Action | false)[] = [
    live &&
      status !== undefined &&
      status.state !== 'closed' && {
        id: 'record',
        label: t(status.state === 'paused' ? 'action.resume' : 'action.pause'),
        icon: status.state === 'paused' ? 'play' : 'pause',
        shortcut: `${MOD} E`,
        run: toggleRecording,
      },
    session && { id: 'clear', label: t('action.clear'), note: t('action.clearNote'), icon: 'clear', run: clearRows },
    viewStore.getState().cleared !== null && {
      id: 'unclear',
      label: t('action.unclear'),
      icon: 'eye',
      run: showCleared,
    },
    live && { id: 'target', label: t('action.target'), icon: 'source', run: () => setDialog('target') },
    { id: 'open', label: t('action.open'), icon: 'folder', run: pickFile },
    session && {
      id: 'save',
      label: t('action.save'),
      icon: 'save',
      run: () => void finish('savedSession', saveSession()),
    },
    session && {
      id: 'har',
      label: t('action.har'),
      note: t('action.harNote'),
      icon: 'file',
      run: () => void finish('exported', exportHar(false)),
    },
    session && {
      id: 'har-raw',
      label: t('action.harRaw'),
      note: t('action.harRawNote'),
      icon: 'file',
      run: () => void finish('exported', exportHar(true)),
    },
    viewStore.getState().brush !== null && {
      id: 'whole',
      label: t('action.whole'),
      shortcut: '0',
      icon: 'traffic',
      run: () => setBrush(null),
    },
    from !== undefined && {
      id: 'back',
      label: t('action.back', { view: i18next.t(`view.${from}`) }),
      shortcut: BACK_KEY,
      icon: 'back',
      run: goBack,
    },
    ...profileActions(),
    { id: 'keys', label: t('action.keys'), shortcut: '?', icon: 'keys', run: () => setDialog('keys') },
  ];
  return actions.filter((action) => action !== false);
}

/** Going to views, and how things look; for the palette. */
export function viewActions(): readonly Action[] {
  const t = i18next.getFixedT(null, 'frame');
  const words = i18next.getFixedT(null, 'common');
  return [
    ...VIEWS.map((view): Action => ({
      id: `view-${view}`,
      label: t('action.view', { view: words(`view.${view}`) }),
      icon: view,
      shortcut: viewShortcut(view),
      run: () => setView(view),
    })),
    ...THEMES.map((theme): Action => ({
      id: `theme-${theme}`,
      label: t('action.theme', { theme: t(`theme.${theme}`) }),
      icon: 'theme',
      run: () => setPreferences({ theme }),
    })),
    ...LANGUAGES.map((language): Action => ({
      id: `language-${language}`,
      label: t('action.language', { language: words(`language.${language}`) }),
      icon: 'page',
      run: () => chooseLanguage(language),
    })),
  ];
}
