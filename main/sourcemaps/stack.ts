// Source maps: a stack of any family from its text.
import type { RawFrame, StackFamily } from '../model/source-frame.ts';
import { parseGoStack } from './stack-go.ts';
import { parseJavaStack } from './stack-java.ts';
import { parseJavaScriptCoreStack } from './stack-javascriptcore.ts';
import { parsePythonStack } from './stack-python.ts';
import { parseSpiderMonkeyStack } from './stack-spidermonkey.ts';
import { parseV8Stack } from './stack-v8.ts';

/** The longest text that is read as a stack, in characters; the rest is left out. */
export const STACK_TEXT_LIMIT = 256 * 1024;
/** The most frames of one stack; browsers give 10 to 128, runaway recursion in Go 100. */
export const STACK_FRAME_LIMIT = 200;

export interface ParsedStack {
  /** undefined where no frame was found. */
  readonly family: StackFamily | undefined;
  readonly frames: readonly RawFrame[];
}

/** In this order where two find as many frames. */
const PARSERS: readonly (readonly [StackFamily, (text: string) => RawFrame[]])[] = [
  ['v8', parseV8Stack],
  ['java', parseJavaStack],
  ['go', parseGoStack],
  ['python', parsePythonStack],
  ['spidermonkey', parseSpiderMonkeyStack],
  ['javascriptcore', parseJavaScriptCoreStack],
];

/** Signs of JavaScriptCore that SpiderMonkey never shows. */
const JAVASCRIPTCORE = /^(?:.*@)?\[(?:native|wasm) code\]$|^(?:global|module|eval) code@|^[a-z]+:\/\/\S+:\d+:\d+$/m;

/** Reads a stack with the parser that finds most frames in it, the top frame first. */
export function parseStack(text: string): ParsedStack {
  const head = text.slice(0, STACK_TEXT_LIMIT);
  let best: { family: StackFamily; frames: RawFrame[] } | undefined;
  for (const [family, parse] of PARSERS) {
    const frames = parse(head);
    const wins = frames.length > (best?.frames.length ?? 0) || (family === 'javascriptcore' && isTie(best, frames));
    if (wins && !(family === 'javascriptcore' && !JAVASCRIPTCORE.test(head) && best)) best = { family, frames };
  }
  return { family: best?.family, frames: best?.frames.slice(0, STACK_FRAME_LIMIT) ?? [] };
}

function isTie(best: { readonly family: StackFamily; readonly frames: RawFrame[] } | undefined, frames: RawFrame[]) {
  return best?.family === 'spidermonkey' && best.frames.length === frames.length;
}
