// Ingest: where a stack begins and ends in the lines of a program's output, and what its headline says. Blank lines were left out before.

/** A stack that is being gathered. */
export interface StackBlock {
  readonly family: 'go' | 'zap' | 'python' | 'at';
  /** Lines before the first that belong to it. */
  readonly head: readonly string[];
  /** Whether a line belongs to it; asked once for each, in order. */
  goesOn(line: string): boolean;
  toHeadline(lines: readonly string[]): { readonly name: string; readonly message: string };
  /** The place of the line, head included, that says what it is about. */
  headlineAt(lines: readonly string[]): number;
  /** The program ended with it. */
  readonly isFatal?: boolean;
}

/** The block that a line begins, if it does. `before` are the lines before it, the last one last. */
export function toStackBlock(line: string, before: readonly string[]): StackBlock | undefined {
  if (PYTHON_START.test(line)) return toPythonBlock();
  if (GO_START.test(line)) return toGoBlock(line);
  if (GIN_PLACE.test(line)) return toGinBlock(before);
  if (ZAP_PLACE.test(line)) return toZapBlock(before);
  if (AT_FRAME.test(line)) return toAtBlock(before);
  return undefined;
}

const GO_START = /^(?:panic: |fatal error: |.*\bhttp: panic serving \S+: )/;
const GO_LINE =
  /^(?:goroutine \d+ |\[signal |\s|created by |exit status \d|panic: |panic\(|rax |[\w./*()\-·[\]{}~%,]+\(.*\)$|\[originating from )/;
/** A message of several lines stands before the first goroutine. */
const GO_MESSAGE_LINES = 20;

function toGoBlock(first: string): StackBlock {
  let inStack = false;
  let messageLines = 0;
  return {
    family: 'go',
    head: [],
    isFatal: !first.includes('http: panic serving'),
    headlineAt: () => 0,
    goesOn(line) {
      if (/^goroutine \d+ /.test(line)) inStack = true;
      if (inStack) return GO_LINE.test(line);
      messageLines += 1;
      return messageLines <= GO_MESSAGE_LINES;
    },
    toHeadline() {
      const name = first.startsWith('fatal error: ') ? 'fatal error' : 'panic';
      const message = first.replace(/^.*?(?:panic: |fatal error: |panic serving \S+: )/, '');
      return { name, message: message.replace(/(?: \[recovered(?:, repanicked)?\])+$/, '') };
    },
  };
}

/** Gin prints the request and the message, and then a place and a line of source for each frame. */
const GIN_PLACE = /^(?:[A-Za-z]:)?\S[^:]*\.go:\d+ \(0x[0-9a-f]+\)$/;
const GIN_RECOVERY = /panic recovered:/;

function toGinBlock(before: readonly string[]): StackBlock | undefined {
  const from = before.findLastIndex((line) => GIN_RECOVERY.test(line));
  if (from < 0) return undefined;
  const head = before.slice(from);
  const message = head.at(-1) ?? '';
  return {
    family: 'go',
    head,
    headlineAt: () => head.length - 1,
    goesOn: (line) => GIN_PLACE.test(line) || /^\s/.test(line),
    toHeadline: () => ({ name: 'panic', message }),
  };
}

/** zap's console encoder writes the stack below the line, functions and places in turn. */
const ZAP_PLACE = /^\t\S.*\.go:\d+$/;
const GO_FUNCTION = /^[\w./*()\-·[\]{}~%,$]+\.[\w./*()\-·[\]{}~%,$]+$/;

function toZapBlock(before: readonly string[]): StackBlock | undefined {
  const head = before.slice(-1);
  const lead = before.at(-2) ?? '';
  if (!GO_FUNCTION.test(head[0] ?? '') || !lead.includes('\t')) return undefined;
  let wasPlace = true;
  return {
    family: 'zap',
    head,
    headlineAt: () => 0,
    goesOn(line) {
      const isPlace = ZAP_PLACE.test(line);
      const belongs = isPlace || (wasPlace && GO_FUNCTION.test(line));
      wasPlace = isPlace;
      return belongs;
    },
    toHeadline: () => ({
      name: 'Error',
      message:
        lead
          .split('\t')
          .filter((part) => !part.startsWith('{'))
          .at(-1) ?? '',
    }),
  };
}

/** With the bars that exception groups draw. */
const PYTHON_START = /^[\s|+-]*(?:Exception Group )?Traceback \(most recent call last\):/;
const PYTHON_CHAIN = /^(?:During handling of the above exception|The above exception was the direct cause)/;

function toPythonBlock(): StackBlock {
  let ended = false;
  return {
    family: 'python',
    head: [],
    goesOn(line) {
      if (PYTHON_CHAIN.test(line) || PYTHON_START.test(line)) {
        ended = false;
        return true;
      }
      if (ended) return false;
      // What was raised stands below its frames, at the margin.
      ended = !/^[\s|+]/.test(line);
      return true;
    },
    headlineAt: (lines) => Math.max(0, lines.findLastIndex(isRaised)),
    toHeadline(lines) {
      const last = lines.findLast(isRaised) ?? '';
      const [, name, message] = /^([\w.]+)(?:: (.*))?$/.exec(last.replace(/^[|+\s-]+/, '')) ?? [];
      return name === undefined ? { name: 'Error', message: last } : { name, message: message ?? '' };
    },
  };
}

function isRaised(line: string): boolean {
  return !/^\s/.test(line) && !PYTHON_START.test(line) && !PYTHON_CHAIN.test(line);
}

/** Frames of Node.js and of Java. */
const AT_FRAME = /^\s+at (?:\S.*)?[^\s,;]$/;
const AT_LINE = /^(?:\s|[}\]]|Caused by: |Suppressed: |Node\.js v)/;
const HEADLINE =
  /^(?:.*?\b)??(?:Uncaught |Exception in thread "[^"]*" )?((?:[\w$]+\.)*[\w$]*(?:Error|Exception|Throwable)(?: \[\w+\])?)(?:: (.*))?$/;

/** Lines before the first frame that its message may have. */
const MAX_HEAD_LINES = 12;
/** Node.js shows the source above the error that ended it: a place, a line, and what points into the line. */
const POINTER = /^\s*[\^~]+\s*$/;
const POINTED_LINES = 3;

function toAtBlock(before: readonly string[]): StackBlock | undefined {
  const message = toMessageLines(before);
  if (message.length === 0) return undefined;
  const from = before.length - message.length;
  const isPointed = POINTER.test(before[from - 1] ?? '') && /:\d+$/.test(before[from - POINTED_LINES] ?? '');
  const shown = isPointed ? before.slice(from - POINTED_LINES, from) : [];
  return {
    family: 'at',
    head: [...shown, ...message],
    isFatal: isPointed,
    headlineAt: () => shown.length,
    goesOn: (line) => AT_LINE.test(line),
    toHeadline() {
      const [first = '', ...more] = message;
      const [, name, said = ''] = HEADLINE.exec(first) ?? [];
      if (name === undefined) return { name: 'Error', message: first };
      return { name: name.replace(/ \[\w+\]$/, ''), message: [said, ...more].join('\n').trim() };
    },
  };
}

/** The headline before the first frame: a message may have several lines. Without a name of an error in sight, the last line is it. */
function toMessageLines(before: readonly string[]): readonly string[] {
  for (let i = before.length - 1; i >= Math.max(0, before.length - MAX_HEAD_LINES); i -= 1) {
    if (HEADLINE.test(before[i] ?? '')) return before.slice(i);
    if (/^\s+at /.test(before[i] ?? '')) break;
  }
  return before.slice(-1);
}
