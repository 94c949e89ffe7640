// HMR: reads from a hot-update script of webpack or Rspack which modules it replaces; the server does not say it elsewhere.
import { brotliDecompressSync, gunzipSync, inflateSync } from 'node:zlib';
import type { HmrModule } from '../model/hmr.ts';
import { toModule } from './module-kind.ts';

/** Bytes of one script that are read, on the wire and decoded. */
export const MAX_CHUNK_BYTES = 2 * 1024 * 1024;
const MAX_DECODED_BYTES = 16 * 1024 * 1024;
/** Modules of one script that are named. */
const MAX_CHUNK_MODULES = 1_000;

/**
 * A key of the script's table of modules, at the beginning of a line: a path, with its layer and loaders before it. webpack
 * writes the path again in a comment after it, which in newer versions stands before the method's parameters.
 */
const KEY =
  /^(?:\/\*{3}\/ ?|\s*)"((?:\([\w-]+\)\/)?[^"\\\n]*\.{1,2}\/[^"\\\n]*)"\s*(?:\/\*!(?:[^*]|\*(?!\/)){0,4096}\*\/\s*)?[:(]/gm;

/** The script's text; empty where it can't be decoded. */
export function decodeChunk(bytes: Uint8Array, encoding: string | undefined): string {
  const options = { maxOutputLength: MAX_DECODED_BYTES };
  try {
    switch (encoding?.trim().toLowerCase() ?? '') {
      case '':
      case 'identity':
        return Buffer.from(bytes).toString('utf8');
      case 'gzip':
        return gunzipSync(bytes, options).toString('utf8');
      case 'br':
        return brotliDecompressSync(bytes, options).toString('utf8');
      case 'deflate':
        return inflateSync(bytes, options).toString('utf8');
      default:
        return '';
    }
  } catch {
    return '';
  }
}

/** The modules of a script, once each: loaders before the last `!` say how a file was read, not which. */
export function readChunkModules(text: string): readonly HmrModule[] {
  const paths = new Set<string>();
  for (const [, key = ''] of text.matchAll(KEY)) {
    const path = key.split('!').at(-1) ?? key;
    if (path !== '' && !path.includes('/node_modules/')) paths.add(path);
    if (paths.size >= MAX_CHUNK_MODULES) break;
  }
  return [...paths].map((path) => toModule(path));
}
