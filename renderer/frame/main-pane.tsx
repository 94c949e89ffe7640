// Renderer frame: the strip over the view that is shown.
import { useTranslation } from 'react-i18next';
import { ErrorsView } from '../views/errors/errors-view.tsx';
import { HmrView } from '../views/hmr/hmr-view.tsx';
import { LogsView } from '../views/logs/logs-view.tsx';
import { PerformanceView } from '../views/performance/performance-view.tsx';
import { SettingsView } from '../views/settings/settings-view.tsx';
import { SocketsView } from '../views/sockets/sockets-view.tsx';
import { TracesView } from '../views/traces/traces-view.tsx';
import { TrafficView } from '../views/traffic/traffic-view.tsx';
import { useView, type ViewName } from '../store/view-store.ts';
import { Strip } from './strip.tsx';

export function MainPane() {
  const { t } = useTranslation('common');
  const view = useView((state) => state.view);
  return (
    <>
      {view !== 'settings' && <h1 className="unseen">{t(`view.${view}`)}</h1>}
      <CurrentView view={view} />
    </>
  );
}

function CurrentView({ view }: { readonly view: ViewName }) {
  switch (view) {
    case 'traffic':
      return (
        <>
          <Strip />
          <TrafficView />
        </>
      );
    case 'sockets':
      return (
        <>
          <Strip />
          <SocketsView />
        </>
      );
    case 'hmr':
      return (
        <>
          <Strip />
          <HmrView />
        </>
      );
    case 'errors':
      return (
        <>
          <Strip />
          <ErrorsView />
        </>
      );
    case 'logs':
      return (
        <>
          <Strip />
          <LogsView />
        </>
      );
    case 'traces':
      return (
        <>
          <Strip />
          <TracesView />
        </>
      );
    case 'performance':
      return (
        <>
          <Strip />
          <PerformanceView />
        </>
      );
    case 'settings':
      return <SettingsView />;
  }
}
