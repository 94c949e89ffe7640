// HMR: errors as webpack and what is built on it report them: objects, or texts that begin with the file.
import type { HmrError } from '../model/hmr.ts';
import {
  cutCodeFrame,
  findCodeFrame,
  findMark,
  parsePlace,
  stripAnsi,
  toBuildError,
  type Place,
} from './build-error.ts';
import { asObject, asText } from './json-value.ts';

/** An error or a warning of a webpack build; undefined for what is neither. */
export function parseWebpackError(value: unknown): HmrError | undefined {
  if (typeof value === 'string') return parseErrorText(value);
  const error = asObject(value);
  const message = asText(error?.['message']);
  if (error === undefined || message === undefined) return undefined;
  const file = asText(error['moduleName']) ?? fileOf(asText(error['moduleIdentifier']));
  return locate(message, file, asText(error['loc']));
}

/** `./src/view.js 2:9` or `./src/view.js` on the first line, then the message; Turbopack: `./app/counter.jsx:5:3`. */
function parseErrorText(text: string): HmrError {
  const clean = stripAnsi(text);
  const [head = '', ...rest] = clean.split('\n');
  const turbopack = /^(\.{1,2}\/[^\s:]+|\/[^\s:]+):(\d+):(\d+)$/.exec(head.trim());
  const message = rest.join('\n');
  if (turbopack) {
    const place = parsePlace(turbopack[1], turbopack[2] ?? '', turbopack[3] ?? '', 'one');
    return toError(message, place, findCodeFrame(message));
  }
  const named = /^(\S*[./\\]\S*?)(?:\s+(\d+:\d+(?:-[\d:]+)?))?\s*$/.exec(head);
  return named && message !== '' ? locate(message, named[1], named[2]) : locate(clean, undefined, undefined);
}

/** The place by the first that has one: `loc`, the mark in a frame of swc, `(line:column)` in the first lines of the message. */
function locate(rawMessage: string, file: string | undefined, loc: string | undefined): HmrError {
  const message = stripAnsi(rawMessage);
  if (/^(\.{1,2}\/|\/)[^\s:]+:\d+:\d+\n/.test(message)) return parseErrorText(message);
  const frame = findCodeFrame(message);
  const place = placeFromLoc(loc) ?? placeFromSwc(message, frame) ?? placeFromText(message) ?? {};
  const known = file ?? place.file;
  return toError(message, { ...place, ...(known !== undefined && { file: known }) }, frame);
}

/** `line:column` or `line:column-column`. */
function placeFromLoc(loc: string | undefined): Place | undefined {
  const found = /^(\d+):(\d+)/.exec(loc ?? '');
  return found ? parsePlace(undefined, found[1] ?? '', found[2] ?? '', 'zero') : undefined;
}

/** swc names the first line it shows, or the place, depending on its version; its marks are right in both. */
function placeFromSwc(message: string, frame: string | undefined): Place | undefined {
  const header = /[,╭][-─]\[(.+?):(\d+):(\d+)\]/.exec(message);
  if (header === null) return undefined;
  const marked = frame === undefined ? {} : findMark(frame);
  if (marked.line !== undefined) return { ...marked, ...(header[1] !== undefined && { file: header[1] }) };
  return parsePlace(header[1], header[2] ?? '', header[3] ?? '', 'one');
}

/** Loader errors have their place only here: `SyntaxError: /app/src/App.jsx: Unexpected token (14:45)`. */
function placeFromText(message: string): Place | undefined {
  const found = /\((\d+):(\d+)\)/.exec(message);
  if (!found) return undefined;
  const file = /(?:^|\s)((?:\/|[A-Za-z]:\\)[^\s:]+):/.exec(message)?.[1];
  return parsePlace(file, found[1] ?? '', found[2] ?? '', 'zero');
}

/** The file at the end of a chain of loaders. */
function fileOf(identifier: string | undefined): string | undefined {
  const file = identifier
    ?.split('!')
    .at(-1)
    ?.split('|')
    .find((part) => part.includes('/') || part.includes('\\'));
  return file?.split('?')[0];
}

/** The error without what only a machine reads: the stack of native code and the trace of imports. */
function toError(message: string, place: Place, frame: string | undefined): HmrError {
  const text = cutCodeFrame(message, frame);
  const [told = text] = text.split(/\n\s*(?:Stack backtrace:|Import traces?\b)/);
  return toBuildError(told, place, frame);
}
