// Renderer frame: theme, density and language on the document.
import { useEffect } from 'react';
import { useView } from '../store/view-store.ts';

/** Puts the reader's choices on the document's root, where tokens.css looks for them. */
export function useAppearance(): void {
  const theme = useView((state) => state.theme);
  const density = useView((state) => state.density);
  const language = useView((state) => state.language);
  useEffect(() => {
    const root = document.documentElement;
    if (theme === 'system') delete root.dataset.theme;
    else root.dataset.theme = theme;
    root.dataset.density = density;
    root.lang = language;
  }, [theme, density, language]);
}
