// Source maps: tells code of libraries, frameworks and runtimes from one's own, where no map says it.

const LIBRARY_FOLDERS =
  /(?:^|[/\\])(?:node_modules|\.pnpm|\.yarn|bower_components|site-packages|dist-packages|vendor\/bundle)[/\\]|\/go\/pkg\/mod\/|(?:\/usr\/(?:local|lib)\/go[^/]*|\/usr\/share\/go[^/]*|\/goroot|GOROOT)\/src\/|\/lib\/python\d/i;
const RUNTIME_SCHEMES =
  /^(?:node|internal|native|chrome-extension|moz-extension|safari-web-extension|resource|chrome|turbopack-runtime):/;
/** What bundlers and dev servers add: `webpack/runtime/…`, `@vite/client`, `[turbopack]/…`. */
const BUNDLER_CODE =
  /(?:^|\/)(?:webpack\/(?:bootstrap|runtime|before-startup|startup|hot)\b|\(webpack\)|@vite\/|@react-refresh|@id\/__|vite\/(?:modulepreload-polyfill|preload-helper)|\[turbopack\]|__parcel(?!_source_root)|_next\/src\/|next\/dist\/)/;
const JAVA_LIBRARIES =
  /^(?:java|javax|jdk|sun|com\/sun|kotlin|scala|org\/(?:springframework|apache|hibernate|junit|eclipse))\//;

/** True for a source or path that its reader did not write. */
export function isLibraryPath(path: string): boolean {
  return (
    LIBRARY_FOLDERS.test(path) || RUNTIME_SCHEMES.test(path) || BUNDLER_CODE.test(path) || JAVA_LIBRARIES.test(path)
  );
}
