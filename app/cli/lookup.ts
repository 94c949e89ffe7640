// Shell: `throughline lookup`: one source-map look-up, as JSON.
import { existsSync, statSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import type { Writable } from 'node:stream';
import { Fault, faultMessage } from '../../main/base/fault.ts';
import type { LookupRequest } from '../../main/model/source-frame.ts';
import { toLookupJson } from '../../main/sourcemaps/lookup-answer.ts';
import { KeptMaps } from '../../main/sourcemaps/kept-maps.ts';
import { createLoopbackFetch, refuseFetch } from '../../main/sourcemaps/loopback-fetch.ts';
import { findProjectRoots } from '../../main/sourcemaps/project-roots.ts';
import { createSourceMapper } from '../../main/sourcemaps/source-mapper.ts';
import { openSessionSource, type SessionSource } from '../inspect/session-source.ts';

export interface LookupOptions {
  /** From 1, as typed. */
  readonly line: string;
  readonly column: string;
  /** A `.tline` or `.har` whose answers are looked into before anything is fetched. */
  readonly session?: string;
  readonly folder: string;
  /** The program's version. */
  readonly version: string;
}

/**
 * Looks a position up in a map or in the map of a script; `target` is a file or a URL of either. Resolves with 0 where
 * the map was read, also when it has nothing for the position; with 1 where it could not be, and says so on `stderr`.
 */
export async function runLookup(
  target: string,
  options: LookupOptions,
  stdout: Writable,
  stderr: Writable,
): Promise<number> {
  const position = { line: toPosition(options.line, 'line'), column: toPosition(options.column, 'column') };
  const request = await toRequest(target, position, options.folder);
  const session = await openSession(options, stderr);
  try {
    const mapper = createSourceMapper({
      ...(session === undefined
        ? {}
        : { reader: session.reader, messages: session.reader, kept: new KeptMaps(session.reader) }),
      roots: findProjectRoots(options.folder, request.near),
      paths: [],
      // What a server has now says nothing of a session that was saved.
      fetch: session === undefined ? createLoopbackFetch() : refuseFetch,
    });
    const answer = await mapper.lookup(request.lookup);
    stdout.write(`${JSON.stringify(toLookupJson(answer), undefined, 2)}\n`);
    if (!('unresolved' in answer) || answer.unresolved.code === 'position-unmapped') return 0;
    stderr.write(`throughline: ${answer.unresolved.message}\n`);
    return 1;
  } finally {
    await session?.close();
  }
}

async function openSession({ session, version }: LookupOptions, stderr: Writable): Promise<SessionSource | undefined> {
  if (session === undefined) return undefined;
  return openSessionSource(session, version, ({ reason }) => stderr.write(`${reason}\n`));
}

interface FileRequest {
  readonly lookup: LookupRequest;
  /** Folders beside the project in which sources may lie. */
  readonly near: readonly string[];
}

type Position = { readonly line: number; readonly column: number };

async function toRequest(target: string, position: Position, folder: string): Promise<FileRequest> {
  const path = resolve(folder, target);
  const isFile = existsSync(path) && statSync(path).isFile();
  if (isFile) {
    const near = [dirname(path), ...findProjectRoots(dirname(path)).map((root) => root.folder)];
    return { lookup: { ...((await isMap(path)) ? { map: path } : { url: path }), ...position }, near };
  }
  if (/^data:/i.test(target) || /^https?:[^?#]*\.(?:map|json)(?:[?#]|$)/i.test(target)) {
    return { lookup: { map: target, ...position }, near: [] };
  }
  if (!/^[a-z][a-z0-9+.-]+:/i.test(target)) {
    throw new Fault('map-missing', `There is no file ${path}; name a source map, a script, or a URL of either.`);
  }
  return { lookup: { url: target, ...position }, near: [] };
}

/** A map is JSON, perhaps behind the guard that keeps scripts from running it. */
async function isMap(path: string): Promise<boolean> {
  try {
    const handle = await open(path, 'r');
    try {
      const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0);
      return /\.(?:map|json)$/i.test(path) || /^\ufeff?\s*(?:\{|\)\]\})/.test(buffer.toString('utf8', 0, bytesRead));
    } finally {
      await handle.close();
    }
  } catch (cause) {
    throw new Fault('map-missing', `${path} can't be read: ${faultMessage(cause)}.`, { cause });
  }
}

function toPosition(text: string, name: string): number {
  const value = /^\d{1,10}$/.test(text) ? Number(text) : 0;
  if (value < 1) throw new Fault('bad-usage', `The ${name} is a whole number from 1, not "${text}".`);
  return value;
}
