// HMR: errors as Vite reports them: a plugin's with place and frame, or a parser's with both inside its message.
import type { HmrError } from '../model/hmr.ts';
import {
  cutCodeFrame,
  findCodeFrame,
  parsePlace,
  stripAnsi,
  toBuildError,
  toPlace,
  type Place,
} from './build-error.ts';
import { asObject, asText, type JsonObject } from './json-value.ts';

/** What Oxc draws below its mark where it has nothing to say there. */
const EMPTY_LABEL = /\n\s*│\s*╰─+\s*$/;

/** The error of an `error` message; `changedFile` is the file that was announced as changed just before. */
export function parseViteError(err: JsonObject, changedFile: string | undefined): HmrError {
  const message = asText(err['message']) ?? '';
  const loc = asObject(err['loc']);
  const file = asText(loc?.['file']) ?? fileOf(asText(err['id'])) ?? fileInMessage(message) ?? changedFile;
  const isVue = isFromVueCompiler(err);
  const told = toPlace(file, loc?.['line'], loc?.['column'], isVue ? 'one' : 'zero');
  const place = told.line === undefined ? { ...told, ...placeInHeader(message) } : told;
  const frame = asText(err['frame']);
  if (frame !== undefined && frame !== '') return toBuildError(message, place, isVue ? moveMark(frame) : frame);
  const found = findCodeFrame(message);
  return toBuildError(cutCodeFrame(message, found), place, found?.replace(EMPTY_LABEL, ''));
}

function fileOf(id: string | undefined): string | undefined {
  const file = id?.split('?')[0];
  return file === '' ? undefined : file;
}

/** A line that is nothing but an absolute path. */
function fileInMessage(message: string): string | undefined {
  return /^(?:\/|[A-Za-z]:[\\/])\S*$/m.exec(message)?.[0]?.split('?')[0];
}

/** Oxc's errors have their place only above the drawn code: `╭─[ src/price.ts:3:25 ]`, counted from 1. */
function placeInHeader(message: string): Place {
  const header = /[,╭][-─]\[ ?[^\n\]]*?:(\d+):(\d+) ?\]/.exec(stripAnsi(message));
  return header ? parsePlace(undefined, header[1] ?? '', header[2] ?? '', 'one') : {};
}

/** Errors of Vue's template compiler count columns from 1, which the plugin hands on as they are. */
function isFromVueCompiler(err: JsonObject): boolean {
  return asText(err['plugin']) === 'vite:vue' && /\bcreateCompilerError\b/.test(asText(err['stack']) ?? '');
}

/** Vite draws the mark for a column from 0: one too far to the right. */
function moveMark(frame: string): string {
  return frame.replace(/^(\s*\| .*?) (\^+)\s*$/m, '$1$2');
}
