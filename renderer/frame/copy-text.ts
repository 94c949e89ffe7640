// Renderer frame: text → clipboard, with a word about it.
import { say } from '../store/view-store.ts';

/** Copies a text and says so. */
export function copyText(text: string): void {
  navigator.clipboard.writeText(text).then(
    () => say({ level: 'info', key: 'said.copied.text', slots: { text } }),
    () => say({ level: 'warning', key: 'said.copyFailed' }),
  );
}
