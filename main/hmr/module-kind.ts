// HMR: whether a module is a style or a script, by its name.
import type { HmrModule } from '../model/hmr.ts';

const STYLE = /(\.(css|scss|sass|less|styl|stylus|pcss|postcss)|[?&]type=style\b.*)([?&#!|\s]|$)/i;
const SCRIPT = /\.([cm]?[jt]sx?|vue|svelte|astro|mdx?|json|wasm)([?&#!|\s]|$)/i;

export function toModuleKind(path: string): HmrModule['kind'] {
  if (STYLE.test(path)) return 'css';
  return SCRIPT.test(path) ? 'js' : 'other';
}

/** A module that is known by one name. */
export function toModule(path: string, kind: HmrModule['kind'] = toModuleKind(path)): HmrModule {
  return { path, acceptedPath: path, kind };
}
