// Source maps: stacks of JavaScriptCore (Safari, Bun).
import type { RawFrame } from '../model/source-frame.ts';
import { splitAtSign } from './stack-at-sign.ts';
import { parsePlace, toFrame } from './stack-location.ts';

/** What the engine calls code that is in no function. */
const NO_FUNCTION = /^(?:global code|module code|eval code|anonymous)$/;
const URL_ALONE = /^(?:[a-z][a-z0-9+.-]*:\/\/|\/)\S+:\d+(?::\d+)?$/i;

/** The frames of a JavaScriptCore stack, top first; lines that are none are left out. */
export function parseJavaScriptCoreStack(text: string): RawFrame[] {
  return text.split('\n').flatMap((line) => parseFrame(line.trim()) ?? []);
}

function parseFrame(line: string): RawFrame | undefined {
  // Older versions give code outside of functions without a name and without the sign.
  if (line === '[native code]') return toFrame(line, undefined, { origin: 'native' });
  const alone = URL_ALONE.test(line) && !/^[^/]*@/.test(line) ? parsePlace(line) : undefined;
  if (alone) return toFrame(line, undefined, alone);
  const [name, place] = splitAtSign(line) ?? [];
  if (name === undefined || place === undefined) return undefined;
  const bare = name.replace(/^async /, '');
  const functionName = NO_FUNCTION.test(bare) ? undefined : bare;
  if (place === '[native code]') return toFrame(line, functionName, { origin: 'native' });
  if (place === '[wasm code]') return toFrame(line, functionName, { origin: 'wasm' });
  if (place === '') return bare === 'eval code' ? toFrame(line, undefined, { origin: 'eval' }) : undefined;
  const parsed = parsePlace(place);
  return parsed && toFrame(line, functionName, parsed);
}
