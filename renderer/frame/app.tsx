// Renderer frame: the whole window: regions, dialogs, keys.
import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { FLOATING_ROOT } from '../kit/floating-root.ts';
import { TooltipProvider } from '../kit/tooltip.tsx';
import { useSession } from '../store/session-store.ts';
import { useView } from '../store/view-store.ts';
import { StartView } from '../views/start/start-view.tsx';
import { KeysDialog } from './keys-dialog.tsx';
import { LiveRegion } from './live-region.tsx';
import { MainPane } from './main-pane.tsx';
import { Palette } from './palette.tsx';
import { Side } from './side.tsx';
import { StatusBar } from './status-bar.tsx';
import { TargetDialog } from './target-dialog.tsx';
import { TopBar } from './top-bar.tsx';
import { useAppearance } from './appearance.ts';
import { useKeys } from './keys.ts';

/** How long the pointer rests before a word is shown, in milliseconds. */
const TOOLTIP_DELAY_MS = 500;

export function App() {
  const { t } = useTranslation('common');
  const mode = useSession((state) => state.workspace?.mode);
  const name = useSession((state) => state.workspace?.name);
  const dialog = useView((state) => state.dialog);
  useAppearance();
  useKeys();
  useEffect(() => {
    document.title = name ? `${name} · ${t('app.name')}` : t('app.name');
  }, [name, t]);

  const bare = mode === 'start';
  return (
    <TooltipProvider delayDuration={TOOLTIP_DELAY_MS}>
      <div className={bare ? 'app bare' : 'app'}>
        <TopBar bare={bare} />
        {!bare && <Side />}
        <main className="main" data-region="main" tabIndex={-1}>
          {bare ? <StartView /> : <MainPane />}
          <div {...{ [FLOATING_ROOT]: '' }} />
        </main>
        <StatusBar bare={bare} />
      </div>
      <LiveRegion />
      {dialog === 'palette' && <Palette />}
      {dialog === 'keys' && <KeysDialog />}
      {dialog === 'target' && <TargetDialog />}
    </TooltipProvider>
  );
}
