// Test support: an editor that remembers what it was asked to open.
import type { Editor } from '../editor/editor.ts';
import type { FilePlace } from '../editor/editor-arguments.ts';

export function fakeEditor(): Editor & { readonly opened: readonly FilePlace[] } {
  const opened: FilePlace[] = [];
  return {
    name: undefined,
    opened,
    open: async (place) => {
      opened.push(place);
      return { ok: true };
    },
  };
}
