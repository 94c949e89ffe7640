import { expect, it } from 'vitest';
import { parseJavaStack } from './stack-java.ts';

it('reads a trace with its cause', () => {
  expect(
    parseJavaStack(`Exception in thread "main" java.lang.IllegalStateException: cart is closed
	at shop.cart.Cart.add(Cart.java:42)
	at shop.Main.lambda$main$0(Main.java:7) ~[classes/:1.0]
	at java.base/java.util.ArrayList.forEach(ArrayList.java:1511)
	at app//shop.cart.Cart$Item.<init>(Cart.kt:9)
	at Main.main(Main.java:1)
Caused by: java.lang.NullPointerException
	at java.base/jdk.internal.reflect.NativeMethodAccessorImpl.invoke0(Native Method)
	at shop.Proxy$12.call(Unknown Source)
	... 3 more`).map(({ raw: _, ...frame }) => frame),
  ).toEqual([
    { functionName: 'shop.cart.Cart.add', url: 'shop/cart/Cart.java', line: 42 },
    { functionName: 'shop.Main.lambda$main$0', url: 'shop/Main.java', line: 7 },
    { functionName: 'java.util.ArrayList.forEach', url: 'java/util/ArrayList.java', line: 1511 },
    { functionName: 'shop.cart.Cart$Item.<init>', url: 'shop/cart/Cart.kt', line: 9 },
    { functionName: 'Main.main', url: 'Main.java', line: 1 },
    { functionName: 'jdk.internal.reflect.NativeMethodAccessorImpl.invoke0', origin: 'native' },
    { functionName: 'shop.Proxy$12.call' },
  ]);
});

it('leaves frames of V8 alone', () => expect(parseJavaStack('    at add (http://h/a.js:1:2)')).toEqual([]));
