import { expect, test } from 'vitest';
import type { LogParserConfig } from '../../model/config.ts';
import type { LogRecord } from '../../model/log.ts';
import { BLOCK_QUIET_MS, MAX_BLOCK_LINES } from './log-blocks.ts';
import { MAX_LINE_CHARACTERS, MAX_PARTIAL_LINES, PARTIAL_LINE_MS } from './log-lines.ts';
import { MAX_STREAMS, OutputLogs, type OutputError } from './output-logs.ts';

function start(parsers: readonly LogParserConfig[] = []) {
  const put: LogRecord[] = [];
  const errors: OutputError[] = [];
  let id = 0;
  let lost = 0;
  const logs = new OutputLogs({
    nextId: () => String(++id),
    put: (record) => put.push(record),
    onError: (error) => errors.push(error),
    dropped: (lines) => (lost += lines),
    parsers,
  });
  const write = (text: string, at = 1, name = 'web', stream: 'stdout' | 'stderr' = 'stdout'): void =>
    logs.accept({ type: 'output', at, name, stream, text });
  /** As they stand, by their ids. */
  const records = (): LogRecord[] => {
    logs.flush(Infinity);
    return [...new Map(put.map((record) => [record.id, record])).values()];
  };
  return { logs, put, records, errors, write, lost: () => lost };
}

const messages = (records: readonly LogRecord[]): string[] => records.map(({ message }) => message);

test('lines come out whole wherever the output is cut', () => {
  const text = 'one\r\ntwo\n\n  \nthree\n';
  for (let cut = 0; cut <= text.length; cut++) {
    const { records, write } = start();
    write(text.slice(0, cut), 1);
    write(text.slice(cut), 2);
    expect(messages(records())).toEqual(['one', 'two', 'three']);
  }
});

test('a record names its source, its instant and its level', () => {
  const { logs, records, write } = start();
  write('ready\n', 5);
  write('slow\n', 6, 'api', 'stderr');
  logs.accept({ type: 'file-output', at: 7, path: 'a.log', text: 'kept\n' });
  expect(records()).toEqual([
    { id: '1', at: 5, source: 'process:web', level: 'info', message: 'ready', fields: { stream: 'stdout' } },
    { id: '2', at: 6, source: 'process:api', level: 'warn', message: 'slow', fields: { stream: 'stderr' } },
    { id: '3', at: 7, source: 'file:a.log', level: 'info', message: 'kept', fields: {} },
  ]);
});

test('whole lines are told of when a turn ends', () => {
  const { logs, put, write } = start();
  write('one\ntwo\nthr', 1_000);
  expect(put).toEqual([]);
  logs.flush(1_001);
  expect(messages(put)).toEqual(['one', 'two']);
});

test('a line that does not end is waited for, but not for long', () => {
  const { logs, put, write } = start();
  write('name: ', 1_000);
  expect(logs.dueAt).toBe(1_000 + PARTIAL_LINE_MS);
  logs.flush(1_000 + PARTIAL_LINE_MS - 1);
  expect(put).toEqual([]);
  logs.flush(1_000 + PARTIAL_LINE_MS);
  expect(put).toMatchObject([{ at: 1_000, message: 'name: ' }]);
});

test('what a process wrote first comes first, also to its other stream', () => {
  const { records, write } = start();
  write('started\n', 1);
  write('no database\n', 2, 'web', 'stderr');
  write('exited\n', 3);
  expect(messages(records())).toEqual(['started', 'no database', 'exited']);
});

test('streams and processes do not mix their lines', () => {
  const { records, write } = start();
  write('a', 1, 'web');
  write('b', 1, 'api');
  write('c\n', 1, 'web', 'stderr');
  write('A\n', 1, 'web');
  write('B\n', 1, 'api');
  expect(messages(records()).sort()).toEqual(['aA', 'bB', 'c']);
});

test('a line without end becomes several records of bounded length', () => {
  const { records, write } = start();
  write('x'.repeat(MAX_LINE_CHARACTERS - 1));
  write('y'.repeat(MAX_LINE_CHARACTERS + 2));
  write(`${'z'.repeat(MAX_LINE_CHARACTERS + 5)}\n`);
  const all = messages(records());
  expect(all.join('')).toHaveLength(3 * MAX_LINE_CHARACTERS + 6);
  expect(all.every((message) => message.length <= MAX_LINE_CHARACTERS)).toBe(true);
});

test('many streams with lines that do not end: the oldest is not waited for', () => {
  const { logs, put, write } = start();
  for (let i = 0; i <= MAX_PARTIAL_LINES; i++) write(`line ${i}`, 1, `p${i}`);
  logs.flush(2);
  expect(messages(put)).toEqual(['line 0']);
});

test('colours leave the message and stay with the record', () => {
  const { records, write } = start();
  write('\u001B[32mready\u001B[39m in 5 ms\n');
  expect(records()).toMatchObject([
    { message: 'ready in 5 ms', fields: { ansi: '\u001B[32mready\u001B[39m in 5 ms' } },
  ]);
});

test('a progress bar is what a terminal would show of it', () => {
  const { records, write } = start();
  write(' 10%\r 50%\r100%\r\n');
  expect(messages(records())).toEqual(['100%']);
});

test('lines that a full queue left out are counted, and what is left of cut ones stands alone', () => {
  const { logs, records, lost } = start();
  const write = (text: string, gap?: number): void =>
    logs.accept({ type: 'file-output', at: 1, path: 'a.log', text, ...(gap !== undefined && { lost: gap }) });
  write('one\ntwo, be');
  write('ee\nfour\n', 2);
  write('five, cut ');
  write('but whole\n', 0);
  write('', 3);
  expect(messages(records())).toEqual(['one', 'two, be', 'ee', 'four', 'five, cut but whole']);
  expect(lost()).toBe(1 + 3);
});

test('a time that can’t be stays a field, and the record has the instant of its arrival', () => {
  const { records, write } = start();
  write('{"level":"info","time":"1970-01-01T00:00:05Z","msg":"early"}\n', 1_790_000_000_000);
  write('{"level":"info","time":"2190-01-01T00:00:05Z","msg":"late"}\n', 1_790_000_000_001);
  expect(records()).toMatchObject([
    { at: 1_790_000_000_000, fields: { time: '1970-01-01T00:00:05Z' } },
    { at: 1_790_000_000_001, fields: { time: '2190-01-01T00:00:05Z' } },
  ]);
});

test('a pattern of the configuration comes before all else, in the order of the lines', () => {
  const { records, write } = start([{ pattern: '^<(?<level>\\w+)> (?<message>.*)$', sources: ['process:web'] }]);
  write('plain\n<warn> slow\n{"level":"error","msg":"json"}\n');
  expect(records().map(({ level, message, format }) => [level, message, format])).toEqual([
    ['info', 'plain', undefined],
    ['warn', 'slow', 'pattern'],
    ['error', 'json', 'json'],
  ]);
});

test('a pattern that can’t be used is told of where its lines are', () => {
  const { records, write } = start([{ pattern: '(' }]);
  write('one\n');
  expect(records()).toMatchObject([{ level: 'warn', fields: { code: 'log-parser-invalid' } }, { message: 'one' }]);
});

const GO = `panic: runtime error: index out of range [5] with length 0

goroutine 1 [running]:
main.(*cart).add(...)
\t/srv/shop/main.go:12
main.main()
\t/srv/shop/main.go:17 +0x19b
exit status 2`;

const GO_LINES = `panic: no stock
of this

goroutine 1 [running]:
main.main()
\t/srv/shop/main.go:19 +0x18e`;

const GO_HTTP = `2026/11/21 15:10:35 http: panic serving 127.0.0.1:50080: no stock
goroutine 7 [running]:
net/http.(*conn).serve.func1()
\t/usr/lib/go-1.19/src/net/http/server.go:1850 +0xbf
panic({0x6a2ac0, 0xc00001c150})
\t/usr/lib/go-1.19/src/runtime/panic.go:890 +0x262
main.(*cart).add(...)
\t/srv/shop/main.go:12
created by net/http.(*Server).Serve
\t/usr/lib/go-1.19/src/net/http/server.go:3102 +0x4db`;

const GIN = `2026/11/21 15:10:35 [Recovery] 2026/11/21 - 15:10:35 panic recovered:
GET /buy HTTP/1.1
Host: localhost:8080
no stock
/srv/shop/main.go:12 (0x6a2ac0)
\tsell: panic("no stock")
/srv/shop/main.go:30 (0x6a2ad0)
\tmain.func1: sell()
[GIN] 2026/11/21 - 15:10:35 | 500 | 2ms | 127.0.0.1 | GET "/buy"`;

const NODE = `/srv/shop/cart.js:1
function buy(){ throw new TypeError("no cart\\nreally") }
                ^

TypeError: no cart
really
    at buy (/srv/shop/cart.js:1:23)
    at Timeout._onTimeout (/srv/shop/cart.js:1:73)
    at listOnTimeout (node:internal/timers:581:17)

Node.js v20.20.2`;

const NODE_LOGGED = `Saving failed Error: x
    at save (/srv/shop/cart.js:1:88) {
  code: 'E1',
}
go on`;

const PYTHON = `ERROR:root:it failed
Traceback (most recent call last):
  File "/srv/shop/cart.py", line 2, in <module>
    buy()
  File "/srv/shop/cart.py", line 1, in buy
    1 / 0
ZeroDivisionError: division by zero
after`;

const PYTHON_CHAIN = `Traceback (most recent call last):
  File "/srv/shop/cart.py", line 2, in <module>
ValueError: bad value

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/srv/shop/cart.py", line 3, in <module>
KeyError: 'wrapped'`;

const JAVA = `Exception in thread "main" java.lang.IllegalStateException: bad
\tat shop.Cart.buy(Cart.java:12)
\tat shop.Cart.main(Cart.java:30)
Caused by: java.lang.RuntimeException: inner
\t... 2 more
after`;

const ZAP = `{"level":"error","msg":"no stock","stacktrace":"main.sell\\n\\t/srv/shop/main.go:12","trace_id":"0af7651916cd43dd8448eb211c80319c"}`;

const GO_ZAP = `2026-11-21T17:43:02.810Z\tERROR\tgo/main.go:27\torder failed\t{"error": "no stock", "trace_id": "0af7651916cd43dd8448eb211c80319c"}
main.sell
\t/srv/shop/main.go:27
runtime.main
\t/usr/lib/go-1.19/src/runtime/proc.go:250`;

const LOG4J = `2026-11-21 17:53:45,402 ERROR [main] B - failed
java.lang.IllegalStateException: bad
\tat shop.Cart.buy(Cart.java:12)`;

test.each([
  ['a Go panic', GO, 'panic', 'runtime error: index out of range [5] with length 0', 'main.(*cart).add', 12],
  ['a Go panic of two lines', GO_LINES, 'panic', 'no stock', 'main.main', 19],
  ['a Go panic in a handler', GO_HTTP, 'panic', 'no stock', 'net/http.(*conn).serve.func1', 1850],
  ['a panic that Gin recovered', GIN, 'panic', 'no stock', 'sell', 12],
  ['an error that ended Node.js', NODE, 'TypeError', 'no cart\nreally', 'buy', 1],
  ['an error that was written out', NODE_LOGGED, 'Error', 'x', 'save', 1],
  ['a Python traceback', PYTHON, 'ZeroDivisionError', 'division by zero', 'buy', 1],
  ['a chain of Python exceptions', PYTHON_CHAIN, 'KeyError', "'wrapped'", undefined, 3],
  ['a Java exception', JAVA, 'java.lang.IllegalStateException', 'bad', 'shop.Cart.buy', 12],
  ['a line of JSON with a stack', ZAP, 'Error', 'no stock', 'main.sell', 12],
  ['a line of zap with a stack below', GO_ZAP, 'Error', 'order failed', 'main.sell', 27],
  ['an exception that Log4j wrote', LOG4J, 'java.lang.IllegalStateException', 'bad', 'shop.Cart.buy', 12],
])('%s is one error', (_, text, name, message, functionName, line) => {
  const { errors, records, write } = start();
  write(`${text}\n`, 1_795_283_625_500);
  records();
  expect(errors).toHaveLength(1);
  expect(errors[0]).toMatchObject({ process: 'process:web', name, message });
  expect(errors[0]?.frames[0]).toMatchObject({ line, ...(functionName === undefined ? {} : { functionName }) });
});

test.each([
  ['a Go panic', GO, 'fatal', 'panic: runtime error: index out of range [5] with length 0', 0],
  ['a panic that Gin recovered', GIN, 'error', 'no stock', 1],
  ['an error that ended Node.js', NODE, 'fatal', 'TypeError: no cart', 0],
  ['a Python traceback', PYTHON, 'error', 'it failed', 1],
  ['a chain of Python exceptions', PYTHON_CHAIN, 'error', "KeyError: 'wrapped'", 0],
  ['a Java exception', JAVA, 'error', 'Exception in thread "main" java.lang.IllegalStateException: bad', 1],
  ['a line of zap with a stack below', GO_ZAP, 'error', 'order failed', 0],
  ['an exception that Log4j wrote', LOG4J, 'error', 'failed', 0],
])('%s is one record, with every line of it', (_, text, level, message, others) => {
  const { records, write } = start();
  write(`${text}\n`, 1_795_283_625_500);
  const all = records();
  expect(all).toHaveLength(1 + others);
  const [record] = all;
  expect(record).toMatchObject({ level, message });
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  expect(record?.more?.split('\n')).toHaveLength(lines.length - 1 - others);
});

test.each([
  ['an indented list', 'Routes:\n    at /cart\n    and /buy'],
  ['talk of a panic', 'panic: do not\nall is well'],
  ['a line of JSON without a stack', '{"level":"error","msg":"stack is full"}'],
  ['a traceback of nothing', 'Traceback (most recent call last):\nall is well'],
])('%s is no error', (_, text) => {
  const { errors, records, write } = start();
  write(`${text}\n`);
  records();
  expect(errors).toEqual([]);
});

test('two processes that write at once are kept apart', () => {
  const { errors, records, write } = start();
  const stacks = { a: GO, b: PYTHON_CHAIN };
  for (let i = 0; i < 12; i++) {
    for (const [name, text] of Object.entries(stacks)) {
      const each = text.split('\n').filter((part) => part !== '')[i];
      if (each !== undefined) write(`${each}\n`, i, name);
    }
  }
  expect(records()).toHaveLength(2);
  expect(errors.map(({ process, name }) => [process, name])).toEqual([
    ['process:a', 'panic'],
    ['process:b', 'KeyError'],
  ]);
});

test('a stack is put as it grows, under the same id, and is an error once it is over', () => {
  const { logs, put, errors, write } = start();
  const lines = GO.split('\n').filter((line) => line !== '');
  write(`${lines.slice(0, 3).join('\n')}\n`);
  logs.flush(2);
  write(`${lines.slice(3).join('\n')}\n`, 3);
  logs.flush(4);
  logs.flush(5);
  expect(put.map(({ id, more }) => [id, more?.split('\n').length])).toEqual([
    ['1', 2],
    ['1', lines.length - 1],
  ]);
  expect([errors.length, logs.dueAt]).toEqual([0, 3 + BLOCK_QUIET_MS]);
  write('started again\n', 6);
  expect([errors.length, logs.dueAt]).toEqual([1, undefined]);
});

test('a headline that was told of before its stack came is no part of it any more', () => {
  const { logs, put, errors, write } = start();
  write('TypeError: no cart\n');
  logs.flush(2);
  write('    at buy (/srv/shop/cart.js:1:23)\n');
  logs.flush(3);
  logs.flush(Infinity);
  expect(messages(put)).toEqual(['TypeError: no cart', '    at buy (/srv/shop/cart.js:1:23)']);
  expect(errors).toMatchObject([{ name: 'TypeError', message: 'no cart' }]);
});

test('a stack without end has one', () => {
  const { errors, records, write } = start();
  write(`${GO}\n`);
  for (let i = 0; i < MAX_BLOCK_LINES; i++) write('\t/srv/shop/main.go:12\n');
  records();
  expect(errors).toHaveLength(1);
});

test('of too many streams the oldest is given up, with what it held', () => {
  const { errors, write } = start();
  write(`${GO}\n`);
  for (let i = 0; i < MAX_STREAMS; i++) write('ready\n', 1, String(i));
  expect(errors).toMatchObject([{ process: 'process:web', name: 'panic' }]);
});
