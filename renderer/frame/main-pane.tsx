// Renderer frame: the strip over the view that is shown.
import { PerformanceView } from '../views/performance/performance-view.tsx';
import { SettingsView } from '../views/settings/settings-view.tsx';
import { SocketsView } from '../views/sockets/sockets-view.tsx';
import { TrafficView } from '../views/traffic/traffic-view.tsx';
import { useView } from '../store/view-store.ts';
import { Strip } from './strip.tsx';

export function MainPane() {
  const view = useView((state) => state.view);
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
