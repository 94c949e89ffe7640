import { expect, test } from 'vitest';
import type { LogRecord } from '../model/log.ts';
import { BLOCK_QUIET_MS, MAX_BLOCK_LINES, MAX_STREAMS, ProcessErrors, type ProcessError } from './process-errors.ts';

function start() {
  const found: ProcessError[] = [];
  const errors = new ProcessErrors((error) => found.push(error));
  const line = (message: string, at = 1, source = 'process:api', stream = 'stderr') =>
    errors.accept({ id: '1', at, source, level: 'info', message, fields: { stream } } satisfies LogRecord);
  const write = (text: string, source?: string) => {
    for (const each of text.split('\n')) if (each.trim() !== '') line(each, 1, source);
  };
  return { errors, found, line, write };
}

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
])('%s is one error', (_, text, name, message, functionName, line) => {
  const { errors, found, write } = start();
  write(text);
  errors.flush(1 + BLOCK_QUIET_MS);
  expect(found).toHaveLength(1);
  expect(found[0]).toMatchObject({ at: 1, process: 'process:api', name, message });
  expect(found[0]?.frames[0]).toMatchObject({ line, ...(functionName === undefined ? {} : { functionName }) });
});

test.each([
  ['an indented list', 'Routes:\n    at /cart\n    and /buy'],
  ['talk of a panic', 'panic: do not\nall is well'],
  ['a line of JSON without a stack', '{"level":"error","msg":"stack is full"}'],
  ['a traceback of nothing', 'Traceback (most recent call last):\nall is well'],
])('%s is none', (_, text) => {
  const { errors, found, write } = start();
  write(text);
  errors.flush(1 + BLOCK_QUIET_MS);
  expect(found).toEqual([]);
});

test('two processes that write at once are kept apart', () => {
  const { errors, found, line } = start();
  const stacks = { 'process:a': GO, 'process:b': PYTHON_CHAIN };
  for (let i = 0; i < 12; i++) {
    for (const [source, text] of Object.entries(stacks)) {
      const each = text.split('\n').filter((part) => part !== '')[i];
      if (each !== undefined) line(each, i, source);
    }
  }
  errors.flush(20 + BLOCK_QUIET_MS);
  expect(found.map(({ process, name }) => [process, name])).toEqual([
    ['process:a', 'panic'],
    ['process:b', 'KeyError'],
  ]);
});

test('a stack is told of once its stream is quiet, or another line came', () => {
  const { errors, found, write, line } = start();
  write(GO.replace('\nexit status 2', ''));
  expect(errors.dueAt).toBe(1 + BLOCK_QUIET_MS);
  errors.flush(BLOCK_QUIET_MS);
  expect(found).toHaveLength(0);
  line('started again');
  expect([found.length, errors.dueAt]).toEqual([1, undefined]);
});

test('a stack without end has one', () => {
  const { errors, found, write, line } = start();
  write(GO);
  for (let i = 0; i < MAX_BLOCK_LINES; i++) line('\t/srv/shop/main.go:12');
  expect(found).toHaveLength(1);
  errors.flush(Infinity);
  expect(found).toHaveLength(1);
});

test('of too many streams the oldest is given up, with what it held', () => {
  const { found, write, line } = start();
  write(GO);
  for (let i = 0; i < MAX_STREAMS; i++) line('ready', 1, `process:${i}`);
  expect(found).toMatchObject([{ process: 'process:api', name: 'panic' }]);
});
