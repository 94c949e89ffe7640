import { expect, it } from 'vitest';
import { isLibraryPath } from './library-path.ts';

it.each([
  'webpack://shop/./node_modules/react-dom/index.js',
  'http://h/node_modules/.vite/deps/vue.js?v=1',
  'C:\\shop\\node_modules\\x\\a.js',
  'node:internal/process/task_queues',
  'webpack://shop/webpack/bootstrap',
  'webpack/runtime/jsonp chunk loading',
  'http://h/@vite/client',
  '/go/pkg/mod/github.com/gin-gonic/gin@v1.9.1/context.go',
  '/usr/local/go/src/net/http/server.go',
  '/usr/lib/python3.11/json/decoder.py',
  '/srv/.venv/lib/python3.12/site-packages/flask/app.py',
  'java/util/ArrayList.java',
  'chrome-extension://abc/content.js',
])('%s is not one’s own', (path) => expect(isLibraryPath(path)).toBe(true));

it.each([
  'webpack://shop/./src/cart.ts',
  'http://h/src/vendor.ts',
  '/srv/shop/cart.go',
  'shop/cart/Cart.java',
  '/home/me/webpack/src/a.ts',
])('%s is', (path) => expect(isLibraryPath(path)).toBe(false));
