// Shell: finds and reads throughline.config.json, .mjs or .ts.
import { readFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { basename, extname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { jsonVerifier } from 'stream-json/core/utils/verifier.js';
import { none } from 'stream-chain/defs.js';
import { Fault, faultMessage } from '../../main/base/fault.ts';
import type { ConfigValues } from '../run/run-plan.ts';
import { parseConfig } from './config-schema.ts';

/** Names looked for in the working folder. */
export const CONFIG_NAMES = ['throughline.config.json', 'throughline.config.mjs', 'throughline.config.ts'] as const;

export interface ConfigFile {
  /** Where it was found; absent where there is none. */
  readonly path?: string;
  readonly values: ConfigValues;
}

/**
 * The config file at `given` (from `--config`, relative to `folder`), or the one that lies in `folder`; no values where there is none.
 * Throws a Fault `config-missing`, `config-ambiguous`, `config-unreadable` or `config-invalid`.
 */
export async function readConfigFile(folder: string, given?: string): Promise<ConfigFile> {
  const path = given === undefined ? findConfig(folder) : resolve(folder, given);
  if (path === undefined) return { values: {} };
  if (!existsSync(path))
    throw new Fault('config-missing', `There is no config file ${path}; check the path after --config`);
  const parsed = parseConfig(await readConfig(path));
  if ('problems' in parsed) throw new Fault('config-invalid', `${basename(path)}: ${parsed.problems}`);
  return { path, values: parsed.values };
}

function findConfig(folder: string): string | undefined {
  const found = CONFIG_NAMES.filter((name) => existsSync(join(folder, name)));
  const [first, second] = found;
  if (first !== undefined && second !== undefined) {
    throw new Fault(
      'config-ambiguous',
      `${folder} holds both ${first} and ${second}; keep one, or name it with --config`,
    );
  }
  return first === undefined ? undefined : join(folder, first);
}

async function readConfig(path: string): Promise<unknown> {
  switch (extname(path).toLowerCase()) {
    case '.json':
      return readJson(path);
    case '.mjs':
    case '.js':
      return readModule(path, () => import(/* @vite-ignore */ pathToFileURL(path).href));
    case '.ts':
    case '.mts':
      return readModule(path, () => importTypeScript(path));
    default:
      throw new Fault('config-unreadable', `${basename(path)} is no config file; it must end in .json, .mjs or .ts`);
  }
}

async function readJson(path: string): Promise<unknown> {
  const text = (await readFile(path, 'utf8').catch((error: unknown) => unreadable(path, error))).replace(/^\ufeff/, '');
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Fault('config-invalid', `${basename(path)} is no JSON${placeOf(text)}: ${faultMessage(error)}`, {
      cause: error,
    });
  }
}

function placeOf(text: string): string {
  try {
    const verify = jsonVerifier();
    verify(text);
    // Tells the verifier that nothing more comes; its types leave this out.
    verify(none as unknown as string);
    return '';
  } catch (error) {
    if (!(error instanceof Error && 'line' in error && 'pos' in error)) return '';
    return ` at line ${String(error.line)}, column ${String(error.pos)}`;
  }
}

async function readModule(path: string, load: () => Promise<unknown>): Promise<unknown> {
  const module = await load().catch((error: unknown) => unreadable(path, error));
  if (typeof module !== 'object' || module === null || !('default' in module)) {
    throw new Fault('config-invalid', `${basename(path)} exports nothing; write export default { … }`);
  }
  return module.default;
}

/** The compiler is loaded only where a config file needs it. */
async function importTypeScript(path: string): Promise<unknown> {
  const { createJiti } = await import('jiti/static');
  return createJiti(pathToFileURL(path).href, { fsCache: false, moduleCache: false, interopDefault: false }).import(
    path,
  );
}

function unreadable(path: string, error: unknown): never {
  throw new Fault('config-unreadable', `${basename(path)} could not be read: ${faultMessage(error)}`, { cause: error });
}
