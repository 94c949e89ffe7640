// Ingest: where a stack begins and ends in the lines of a program's output, and what its headline says. Blank lines were left out before.

/** A stack that is being gathered. */
export interface StackBlock {
  readonly family: 'go' | 'python' | 'at';
  /** Lines before the first that belong to it. */
  readonly head: readonly string[];
  /** Whether a line belongs to it; asked once for each, in order. */
  goesOn(line: string): boolean;
  toHeadline(lines: readonly string[]): { readonly name: string; readonly message: string };
}

/** The block that a line begins, if it does. `before` are the lines before it, the last one last. */
export function toStackBlock(line: string, before: readonly string[]): StackBlock | undefined {
  if (PYTHON_START.test(line)) return toPythonBlock();
  if (GO_START.test(line)) return toGoBlock(line);
  if (GIN_PLACE.test(line)) return toGinBlock(before);
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
  if (!before.some((line) => GIN_RECOVERY.test(line))) return undefined;
  const message = before.at(-1) ?? '';
  return {
    family: 'go',
    head: [],
    goesOn: (line) => GIN_PLACE.test(line) || /^\s/.test(line),
    toHeadline: () => ({ name: 'panic', message }),
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
    toHeadline(lines) {
      const last =
        lines.filter((line) => !/^\s/.test(line) && !PYTHON_START.test(line) && !PYTHON_CHAIN.test(line)).at(-1) ?? '';
      const [, name, message] = /^([\w.]+)(?:: (.*))?$/.exec(last.replace(/^[|+\s-]+/, '')) ?? [];
      return name === undefined ? { name: 'Error', message: last } : { name, message: message ?? '' };
    },
  };
}

/** Frames of Node.js and of Java. */
const AT_FRAME = /^\s+at (?:\S.*)?[^\s,;]$/;
const AT_LINE = /^(?:\s|[}\]]|Caused by: |Suppressed: |Node\.js v)/;
const HEADLINE =
  /^(?:.*?\b)??(?:Uncaught |Exception in thread "[^"]*" )?((?:[\w$]+\.)*[\w$]*(?:Error|Exception|Throwable)(?: \[\w+\])?)(?:: (.*))?$/;

function toAtBlock(before: readonly string[]): StackBlock | undefined {
  const head = toHead(before);
  if (head.length === 0) return undefined;
  return {
    family: 'at',
    head,
    goesOn: (line) => AT_LINE.test(line),
    toHeadline() {
      const [first = '', ...more] = head;
      const [, name, message = ''] = HEADLINE.exec(first) ?? [];
      if (name === undefined) return { name: 'Error', message: first };
      return { name: name.replace(/ \[\w+\]$/, ''), message: [message, ...more].join('\n').trim() };
    },
  };
}

/** The headline before the first frame: a message may have several lines. Without a name of an error in sight, the last line is it. */
function toHead(before: readonly string[]): readonly string[] {
  for (let i = before.length - 1; i >= 0; i -= 1) {
    if (HEADLINE.test(before[i] ?? '')) return before.slice(i);
    if (/^\s+at /.test(before[i] ?? '')) break;
  }
  return before.slice(-1);
}
