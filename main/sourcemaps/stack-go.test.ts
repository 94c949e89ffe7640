import { expect, it } from 'vitest';
import { parseGoStack } from './stack-go.ts';

const names = (text: string) => parseGoStack(text).map(({ functionName, url, line }) => [functionName, url, line]);

it('reads a panic, and of it only the goroutine that failed', () => {
  expect(
    names(`panic: runtime error: invalid memory address or nil pointer dereference [recovered]
	panic: again
[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x6b1f2a]

goroutine 34 [running]:
panic({0x6f5a40?, 0x9a1c60?})
	/usr/local/go/src/runtime/panic.go:770 +0x132
main.(*Cart).Add(0xc00001c0a8, {0xc0000b2000, 0x3})
	/srv/shop/cart/cart.go:42 +0x1d
main.Map[...](...)
	/srv/shop/generic.go:9
main.main.func1()
	C:/shop/main.go:7 +0x20
created by main.main in goroutine 1
	/srv/shop/main.go:20 +0x9c

goroutine 1 [IO wait]:
main.other()
	/srv/shop/other.go:1 +0x1
exit status 2`),
  ).toEqual([
    ['panic', '/usr/local/go/src/runtime/panic.go', 770],
    ['main.(*Cart).Add', '/srv/shop/cart/cart.go', 42],
    ['main.Map[...]', '/srv/shop/generic.go', 9],
    ['main.main.func1', 'C:/shop/main.go', 7],
    ['main.main', '/srv/shop/main.go', 20],
  ]);
});

it("reads zap's stacktrace field", () => {
  expect(
    names(
      'main.handler\n\t/srv/shop/main.go:31\ngithub.com/gin-gonic/gin.(*Context).Next\n\t/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go:174',
    ),
  ).toEqual([
    ['main.handler', '/srv/shop/main.go', 31],
    ['github.com/gin-gonic/gin.(*Context).Next', '/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go', 174],
  ]);
});

it('reads what Gin prints after it recovered', () => {
  expect(
    names(
      '[Recovery] 2024/01/01 - 10:00:00 panic recovered:\nboom\n/srv/shop/main.go:55 (0x7a1f20)\n\tmain.func2: panic("boom")\n/usr/local/go/src/net/http/server.go:2136 (0x6b)\n\tHandlerFunc.ServeHTTP: f(w, r)',
    ),
  ).toEqual([
    ['main.func2', '/srv/shop/main.go', 55],
    ['HandlerFunc.ServeHTTP', '/usr/local/go/src/net/http/server.go', 2136],
  ]);
});

it('finds nothing where nothing is', () => expect(parseGoStack('main.go is a file\nexit status 1')).toEqual([]));
