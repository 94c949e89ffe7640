// Shell: the address by which an editor that registered a URL scheme opens a place.
import type { FilePlace } from './editor-arguments.ts';

/** `vscode://file/<path>:<line>:<column>`; the same form for the editors that descend from it and for Zed. */
export function toEditorLink(scheme: string, { path, line, column }: FilePlace): string {
  const parts = path.replace(/\\/g, '/').replace(/^\//, '').split('/');
  const encoded = parts.map((part, index) => (index === 0 && /^[a-z]:$/i.test(part) ? part : encodeURIComponent(part)));
  return `${scheme}://file/${encoded.join('/')}:${line}:${column}`;
}
