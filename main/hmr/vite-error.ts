// HMR: errors as Vite reports them: a plugin's with place and frame, or a parser's with both inside its message.
import type { HmrError } from '../model/hmr.ts';
import { cutCodeFrame, findCodeFrame, toBuildError, toPlace } from './build-error.ts';
import { asObject, asText, type JsonObject } from './json-value.ts';

/** The error of an `error` message; `changedFile` is the file that was announced as changed just before. */
export function parseViteError(err: JsonObject, changedFile: string | undefined): HmrError {
  const message = asText(err['message']) ?? '';
  const loc = asObject(err['loc']);
  const file = asText(loc?.['file']) ?? fileOf(asText(err['id'])) ?? fileInMessage(message) ?? changedFile;
  const place = toPlace(file, loc?.['line'], loc?.['column'], 'zero');
  const frame = asText(err['frame']);
  if (frame !== undefined && frame !== '') return toBuildError(message, place, frame);
  const found = findCodeFrame(message);
  return toBuildError(cutCodeFrame(message, found), place, found);
}

function fileOf(id: string | undefined): string | undefined {
  const file = id?.split('?')[0];
  return file === '' ? undefined : file;
}

/** A line that is nothing but an absolute path. */
function fileInMessage(message: string): string | undefined {
  return /^(?:\/|[A-Za-z]:[\\/])\S*$/m.exec(message)?.[0]?.split('?')[0];
}
