// Scripts: what the build changes in http-proxy's own source: `util._extend`, for which newer Node.js prints a warning (DEP0060), is `Object.assign`.

const FILES = /\/node_modules\/http-proxy\/lib\/.*\.js$/;
const DEPRECATED = /require\(['"]util['"]\)\._extend\b/g;

/**
 * A module's source without the deprecated call; undefined for all other modules.
 * @param {string} code
 * @param {string} id The module's file.
 * @returns {string | undefined}
 */
export function mendHttpProxy(code, id) {
  if (!FILES.test(id.replaceAll('\\', '/'))) return undefined;
  const mended = code.replace(DEPRECATED, 'Object.assign');
  return mended === code ? undefined : mended;
}

/**
 * The same as a plugin of the bundler.
 * @returns {import('vite').Plugin}
 */
export function httpProxySource() {
  return {
    name: 'http-proxy-source',
    enforce: 'pre',
    transform(code, id) {
      const mended = mendHttpProxy(code, id);
      // Both are on one line, so that places in the file stay; nobody maps them.
      return mended === undefined ? undefined : { code: mended, map: null };
    },
  };
}
