// Source maps: `function@place`, the form that SpiderMonkey and JavaScriptCore share.

/** How a place begins: with a scheme, a path, a drive, or a word of the engine. */
const PLACE = /^(?:[a-z][a-z0-9+.-]*:|[/\\]|self-hosted|debugger eval|<|\[)/i;

/** Function and place around the first `@` that a place follows, as both names and URLs (`/@fs/`, `@vue/`) may hold one. */
export function splitAtSign(line: string): readonly [name: string, place: string] | undefined {
  const first = line.indexOf('@');
  for (let at = first; at !== -1; at = line.indexOf('@', at + 1)) {
    const place = line.slice(at + 1);
    if (PLACE.test(place)) return [line.slice(0, at), place];
  }
  return first === -1 ? undefined : [line.slice(0, first), line.slice(first + 1)];
}
