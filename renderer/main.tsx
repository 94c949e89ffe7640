// Renderer entry: words, styles, the session, then the frame.
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './frame/app.tsx';
import { startLanguage } from './i18n/i18n.ts';
import { startSession } from './store/commands.ts';
import { viewStore } from './store/view-store.ts';
import './styles/main.css';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no #root.');

await startLanguage(viewStore.getState().language);
startSession();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
