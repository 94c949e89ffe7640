// Source maps: stack traces of Java and of what else runs on its machine.
import type { RawFrame } from '../model/source-frame.ts';

/** `at loader/module@version/package.Class.method(File.java:12)`, with Logback's `~[jar:version]` after it. */
const FRAME = /^\s*at (?:[^\s()]*\/)?([\p{L}\w.$<>-]+)\(([^()]*)\)(?:\s+~?\[.*\])?\s*$/u;
const FILE = /^([^:]+\.\w+)(?::(\d+))?$/;

/** The frames of a Java stack trace, top first, those of its causes after them; lines that are none are left out. */
export function parseJavaStack(text: string): RawFrame[] {
  return text.split(/\r?\n/).flatMap((line) => {
    const [, functionName, place = ''] = FRAME.exec(line) ?? [];
    if (functionName === undefined || !functionName.includes('.')) return [];
    const [, file, number] = FILE.exec(place) ?? [];
    const raw = line.trim();
    if (file === undefined) return [{ raw, functionName, ...(place === 'Native Method' ? NATIVE : {}) }];
    const url = `${packageFolder(functionName)}${file}`;
    return [{ raw, functionName, url, ...(number === undefined ? {} : { line: Number(number) }) }];
  });
}

const NATIVE = { origin: 'native' } as const;

/** `shop.cart.Cart.add` → `shop/cart/`: where the file lies below a source folder. */
function packageFolder(functionName: string): string {
  const parts = functionName.split('.').slice(0, -2);
  return parts.length === 0 ? '' : `${parts.join('/')}/`;
}
