// Kit: one line of code → pieces with a colour, for short pieces of code in any C-like language, Vue, Python or Go. No grammar, no state between lines.

/** Names of classes in code.css: keyword, string, number, comment; empty for all else. */
export type TokenLook = 'w' | 's' | 'd' | 'c' | '';

export interface CodeToken {
  readonly text: string;
  readonly look: TokenLook;
}

/** Longer lines stay plain, in characters. */
export const TOKEN_LINE_LIMIT = 2_000;

const KEYWORDS = new Set(
  (
    'as async await break case catch chan class const continue debugger def default defer del delete do elif else enum except export ' +
    'extends false finally for from func function go if implements import in instanceof interface lambda let map nil new None not null of ' +
    'or package pass private protected public raise range return select self static struct super switch this throw throws true True False ' +
    'try type typeof undefined var void while with yield and'
  ).split(' '),
);

/** Strings first, so that what looks like a comment in one is none; a comment's `//` after a colon is an address. */
const PIECE =
  /("(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)*'?|`(?:[^`\\]|\\.)*`?)|(\/\/.*|\/\*.*?(?:\*\/|$)|<!--.*?(?:-->|$)|^\s*#(?!\w+[.(]).*|^\s*\*(?: .*|\/)?$)|(\b\d[\w.]*)|([A-Za-z_$][\w$]*)|[^\w"'`/$<#]+|./g;

/** The line's pieces in order; joined they are the line. */
export function toCodeTokens(line: string): readonly CodeToken[] {
  if (line.length > TOKEN_LINE_LIMIT) return [{ text: line, look: '' }];
  const tokens: CodeToken[] = [];
  for (const [text, string, comment, number, word] of line.matchAll(PIECE)) {
    const look = lookOf({ string, comment, number, word });
    const last = tokens.at(-1);
    if (last?.look === look) tokens[tokens.length - 1] = { text: last.text + text, look };
    else tokens.push({ text, look });
  }
  return tokens;
}

interface Piece {
  readonly string: string | undefined;
  readonly comment: string | undefined;
  readonly number: string | undefined;
  readonly word: string | undefined;
}

function lookOf({ string, comment, number, word }: Piece): TokenLook {
  if (string !== undefined) return 's';
  if (comment !== undefined) return 'c';
  if (number !== undefined) return 'd';
  return word !== undefined && KEYWORDS.has(word) ? 'w' : '';
}
