// Source maps: stacks of SpiderMonkey (Firefox).
import type { RawFrame } from '../model/source-frame.ts';
import { splitAtSign } from './stack-at-sign.ts';
import { parsePlace, toFrame } from './stack-location.ts';

/** `async*`, `setTimeout handler*`: what an asynchronous caller is marked with. */
const ASYNC_MARK = /^[^@]*\*/;
/** `url line 12 > eval line 3 > Function:1:1`: the caller's place, then the evaluated code's. */
const EVALUATED = /^(.+?) line (\d+) > .+$/;

/** The frames of a SpiderMonkey stack, top first; lines that are none are left out. */
export function parseSpiderMonkeyStack(text: string): RawFrame[] {
  return text.split('\n').flatMap((line) => parseFrame(line) ?? []);
}

function parseFrame(line: string): RawFrame | undefined {
  const [name, place] = splitAtSign(line.trim()) ?? [];
  if (name === undefined || place === undefined) return undefined;
  const functionName = name.replace(ASYNC_MARK, '').replace(/[/<]+$/, '');
  const [, url, callerLine] = EVALUATED.exec(place) ?? [];
  if (url !== undefined) return toFrame(line, functionName, { url, line: Number(callerLine), origin: 'eval' });
  if (/^(?:self-hosted|debugger eval code)\b/.test(place)) return toFrame(line, functionName, { origin: 'native' });
  const parsed = parsePlace(place);
  return parsed && toFrame(line, functionName, parsed);
}
