// Source maps: stacks of V8 (Chrome, Edge, Node.js, Electron, Deno).
import type { RawFrame } from '../model/source-frame.ts';
import { parsePlace, toFrame } from './stack-location.ts';

/** A frame's line; Node.js puts ` {` after the last one when it prints an error's own fields. */
const FRAME = /^\s*at\s+(.+?)(?:\s+\{)?\s*$/;
const NOWHERE = /^(?:<anonymous>|native|unknown location|index \d+)$/;
/** Of evaluated code: what comes after the last comma is its own place, what stands in the innermost brackets that of the caller. */
const EVALUATED = /^eval at .*, ([^,]+)$/s;
const CALLER = /\((?!eval at )(.+?:\d+:\d+)\)/;
/** React gives frames of the server a name of its own before the real one, and a number after it. */
const SERVER_PREFIX = /^(?:rsc|about):\/\/React\/[^/]+\/(.+?)(?:\?\d+)?(:\d+:\d+)$/;

/** The frames of a V8 stack, top first; lines that are none are left out. */
export function parseV8Stack(text: string): RawFrame[] {
  return text.split('\n').flatMap((line) => parseV8Frame(line) ?? []);
}

function parseV8Frame(line: string): RawFrame | undefined {
  const body = FRAME.exec(line)?.[1]?.replace(/^async /, '');
  if (body === undefined) return undefined;
  const bracket = body.endsWith(')') ? body.indexOf(' (') : -1;
  const place = toPlace(bracket === -1 ? body : body.slice(bracket + 2, -1));
  if (!place) return undefined;
  return toFrame(line, bracket === -1 ? undefined : toName(body.slice(0, bracket)), place);
}

function toName(text: string): string | undefined {
  const name = text.replace(/ \[as [^\]]*\]$/, '').replace(/^async /, '');
  return name === '<anonymous>' ? undefined : name;
}

function toPlace(text: string): Omit<RawFrame, 'raw' | 'functionName'> | undefined {
  if (NOWHERE.test(text)) return { origin: 'native' };
  const own = EVALUATED.exec(text)?.[1];
  if (own !== undefined) {
    const named = own.startsWith('<anonymous>') ? undefined : parsePlace(own);
    return named ?? { ...parsePlace(CALLER.exec(text)?.[1] ?? ''), origin: 'eval' };
  }
  const place = parsePlace(text.replace(SERVER_PREFIX, '$1$2'));
  return text.endsWith(')') && place?.line === undefined ? undefined : place;
}
