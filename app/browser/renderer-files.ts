// Shell: the built renderer as answers; the same files in both shells.
import { readFile } from 'node:fs/promises';
import { extname, join, sep } from 'node:path';
import { faultCode } from '../../main/base/fault.ts';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
};

/** The file at a URL path below `folder`; `/` is `index.html`. 404 for anything that is not there or not a known type. */
export async function rendererFile(folder: string, urlPath: string, policy: string): Promise<Response> {
  const path = filePath(folder, urlPath);
  const type = path === undefined ? undefined : TYPES[extname(path)];
  if (path === undefined || type === undefined) return notFound();
  try {
    const bytes = await readFile(path);
    return new Response(bytes, { headers: { 'Content-Type': type, 'Content-Security-Policy': policy } });
  } catch (error) {
    const code = faultCode(error);
    if (code !== 'ENOENT' && code !== 'ENOTDIR' && code !== 'EISDIR') throw error;
    if (urlPath !== '/') return notFound();
    return new Response('The dashboard is not built; run "npm run build".\n', { status: 503, headers: plain });
  }
}

const plain = { 'Content-Type': 'text/plain; charset=utf-8' };

function notFound(): Response {
  return new Response('Not found.\n', { status: 404, headers: plain });
}

function filePath(folder: string, urlPath: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    // A malformed escape names no file.
    return undefined;
  }
  if (decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const path = join(folder, decoded === '/' ? 'index.html' : decoded);
  return path.startsWith(folder.endsWith(sep) ? folder : folder + sep) ? path : undefined;
}
