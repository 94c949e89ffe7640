// HAR: finds secrets in text of any kind (JSON, forms, URLs, code, messages) and hides them, keeping what stands around them.
import { isSecretParameter, isSecretText, nameSecrecy, REDACTED } from './secret-names.ts';

/** `code` is what people write as code or mark-up, where `token = next()` is no secret; `data` is all else. */
export type TextKind = 'code' | 'data';

/** What a text of that media type is. */
export function textKind(mediaType: string | undefined): TextKind {
  return /javascript|ecmascript|typescript|html|css|svg/i.test(mediaType ?? '') ? 'code' : 'data';
}

/** Words too short for any shape below, and hex digits, as ids are: most texts of a record. */
const PLAIN = /^(?:[\w-]{0,14}|[0-9a-f]{1,64})$/;

/** The text with every secret in it replaced. Done twice it is the same as once. */
export function redactText(text: string, kind: TextKind = 'data'): string {
  if (PLAIN.test(text)) return text;
  let clean = redactQuoted(text, kind);
  clean = redactShapes(clean);
  clean = redactPairs(clean, kind);
  clean = redactMarkup(clean);
  return kind === 'data' ? redactLines(clean) : clean;
}

/** Secrets that show by their own shape, whatever names them: JWTs (RFC 7519), keys of well-known services, private keys, passwords in URLs. */
function redactShapes(text: string): string {
  return text
    .replace(/eyJ[\w-]{4,}(?:\.[\w-]*){2,4}|eyJ[\w-]{12,}(?:\.[\w-]*)?$/g, REDACTED)
    .replace(
      /gh[pousr]_\w{20,}|github_pat_\w{20,}|glpat-[\w-]{16,}|xox[abprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|AIza[\w-]{30,}|[sr]k_(?:live|test)_\w{10,}|sk-[\w-]{20,}/g,
      REDACTED,
    )
    .replace(/(-----BEGIN [A-Z ]*PRIVATE KEY-----)[\s\S]*?(-----END|$)/g, `$1${REDACTED}$2`)
    .replace(/(\b[a-z][a-z0-9+.-]{1,20}:\/\/[^\s/?#"'@:<>]*:)[^\s/?#"'@<>]+@/gi, `$1${REDACTED}@`)
    .replace(/\b(bearer)(\s+)([\w.~+/=-]{6,})/gi, (whole, scheme: string, space: string, value: string) =>
      /[^A-Za-z]/.test(value) || value.length >= 20 ? `${scheme}${space}${REDACTED}` : whole,
    )
    .replace(/\b(basic)(\s+)([A-Za-z0-9+/]{4,}={0,2})/gi, (whole, scheme: string, space: string, value: string) =>
      /^[\x20-\x7e]*:[\x20-\x7e]*$/.test(Buffer.from(value, 'base64').toString('latin1'))
        ? `${scheme}${space}${REDACTED}`
        : whole,
    );
}

/** What stands before a pair: in data anything but a name, in code only what parts a URL's query. */
const PAIRS: Readonly<Record<TextKind, RegExp>> = {
  data: /(^|[^\w.~%[\]-]|\\u0026)([\w.~%[\]-]{1,100})=([^&\s#"'<>\\]+)/gm,
  code: /(^|[?&#;]|\\u0026)([\w.~%[\]-]{1,100})=([^&\s#"'<>\\]+)/gm,
};

/** `name=value`, as in queries and forms, plain or percent-encoded inside another URL. */
function redactPairs(text: string, kind: TextKind): string {
  return text
    .replace(PAIRS[kind], (whole, before: string, name: string) =>
      isSecretParameter(percentDecoded(name)) ? `${before}${name}=${REDACTED}` : whole,
    )
    .replace(
      /(%(?:25)*(?:3F|26|23))([\w.~-]{1,100})(%(?:25)*3D)((?:(?!%(?:25)*26)[^&\s#"'<>\\])+)/gi,
      (whole, before: string, name: string, equals: string) =>
        isSecretParameter(name) ? `${before}${name}${equals}${REDACTED}` : whole,
    );
}

/** A name with its percent escapes undone; as it is where they are broken. */
export function percentDecoded(name: string): string {
  try {
    return decodeURIComponent(name.replace(/\+/g, ' '));
  } catch {
    return name;
  }
}

/** XML elements, HTML fields and parts of multipart forms with a secret's name. */
function redactMarkup(text: string): string {
  return text
    .replace(
      /<([\w:.-]{1,60})(\s[^<>]{0,200})?>([^<>]+)<\/\1>/g,
      (whole, name: string, attributes: string | undefined) =>
        isSecretElement(name) ? `<${name}${attributes ?? ''}>${REDACTED}</${name}>` : whole,
    )
    .replace(/<(?:input|meta)\b[^>]{0,2000}>/gi, (tag) => {
      const name = /\bname\s*=\s*["']?([^"'\s>]+)/i.exec(tag)?.[1];
      if (name === undefined || nameSecrecy(name) !== 'always') return tag;
      return tag.replace(/(\s(?:value|content)\s*=\s*)("[^"]*"|'[^']*'|[^\s>]+)/i, `$1"${REDACTED}"`);
    })
    .replace(
      /(content-disposition:[^\r\n]*?\bname="?)([^"\r\n;]+)("?[^\r\n]*(?:\r?\n[^\r\n]+)*\r?\n\r?\n)([\s\S]*?)(?=\r?\n--|$)/gi,
      (whole, before: string, name: string, between: string) =>
        isSecretParameter(name) ? `${before}${name}${between}${REDACTED}` : whole,
    );
}

function isSecretElement(name: string): boolean {
  return nameSecrecy(name.slice(name.indexOf(':') + 1)) === 'always';
}

/** `name: value` without quotes, as in YAML, header lines and logs. */
function redactLines(text: string): string {
  return text.replace(
    /(^|[^\w"'\\-])([A-Za-z][\w.-]{1,60})(:[ \t]+)([^\s"'[{\\][^\r\n]*)/gm,
    (whole, before: string, name: string, colon: string, value: string) => {
      if (nameSecrecy(name) !== 'always') return whole;
      const wholeLine = /cookie$|authorization$/i.test(name);
      const rest = wholeLine ? '' : value.replace(/^[^\s,;]+/, '');
      return `${before}${name}${colon}${REDACTED}${rest}`;
    },
  );
}

/** A quoted or bare name, then `:` or `=`, then the start of a value; quotes may be escaped, as in JSON inside JSON. */
const NAMED_VALUE =
  /(\\{0,15}["']|(?<![\w$.\]"'\\-]))([A-Za-z_$@][\w$.[\]-]{0,63})(\\{0,15}["']|)\s{0,20}[:=]\s{0,20}(\\{0,15}["']|-?\d|[[{])/g;

/** Values in quotes, numbers and whole containers that a secret's name stands before. */
function redactQuoted(text: string, kind: TextKind): string {
  const out: string[] = [];
  let done = 0;
  const pattern = new RegExp(NAMED_VALUE);
  for (let match = pattern.exec(text); match; match = pattern.exec(text)) {
    const [, open = '', name = '', close = '', start = ''] = match;
    if (open !== close || nameSecrecy(name) === 'never') continue;
    const from = pattern.lastIndex - start.length;
    const found = redactedValue(text, from, { name, quote: open, start, kind });
    if (found === undefined) continue;
    out.push(text.slice(done, from), found.text);
    done = found.end;
    pattern.lastIndex = found.end;
  }
  return done === 0 ? text : out.join('') + text.slice(done);
}

interface NamedValue {
  readonly name: string;
  /** How the name is quoted; empty for a bare one. */
  readonly quote: string;
  readonly start: string;
  readonly kind: TextKind;
}

/** What stands in a value's stead, and where the value ends; undefined where the value is no secret. */
function redactedValue(text: string, from: number, value: NamedValue): { text: string; end: number } | undefined {
  const { name, quote, start, kind } = value;
  if (kind === 'code' && nameSecrecy(name) !== 'always') return undefined;
  if (/["']$/.test(start)) {
    const content = from + start.length;
    const close = quotedEnd(text, content, start);
    if (!isSecretText(name, text.slice(content, close))) return undefined;
    return { text: `${start}${REDACTED}`, end: close };
  }
  if (quote === '') return undefined;
  if (start === '[' || start === '{')
    return /^(key|code)$/i.test(name) ? undefined : redactedContainer(text, from, quote);
  if (nameSecrecy(name) !== 'always') return undefined;
  return { text: `${quote}${REDACTED}${quote}`, end: numberEnd(text, from) };
}

/** Where a quoted text's closing quote begins (its backslashes included); the text's end where it is cut off. */
function quotedEnd(text: string, from: number, quote: string): number {
  const mark = quote.slice(-1);
  const level = quote.length - 1;
  for (let at = text.indexOf(mark, from); at !== -1; at = text.indexOf(mark, at + 1)) {
    let slashes = 0;
    while (at - slashes > from && text[at - slashes - 1] === '\\') slashes++;
    // Undoing one escape halves the backslashes; what is left over tells a closing quote from an escaped one.
    const extra = Math.floor((slashes - level) / (level + 1));
    if (slashes < level || extra % 2 === 0) return at - Math.min(slashes, level);
  }
  return text.length;
}

function numberEnd(text: string, from: number): number {
  const pattern = /[-+\d.eE]*/y;
  pattern.lastIndex = from;
  return from + (pattern.exec(text)?.[0].length ?? 0);
}

/** An array or object with every text and number in it hidden, its names and form kept. */
function redactedContainer(text: string, from: number, quote: string): { text: string; end: number } {
  const out: string[] = [];
  let depth = 0;
  let at = from;
  while (at < text.length) {
    const char = text.charAt(at);
    if (text.startsWith(quote, at)) {
      const close = quotedEnd(text, at + quote.length, quote);
      const end = Math.min(close + quote.length, text.length);
      const isName = /^\s*:/.test(text.slice(end, end + 20));
      out.push(isName ? text.slice(at, end) : `${quote}${REDACTED}${text.slice(close, end)}`);
      at = end;
    } else if (/[-\d]/.test(char)) {
      out.push(`${quote}${REDACTED}${quote}`);
      at = Math.max(numberEnd(text, at), at + 1);
    } else {
      out.push(char);
      at++;
      if (char === '[' || char === '{') depth++;
      else if ((char === ']' || char === '}') && --depth === 0) break;
    }
  }
  return { text: out.join(''), end: at };
}
