import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { decodeChunk, readChunkModules } from './hot-chunk.ts';

const WEBPACK = `"use strict";
self["webpackHotUpdateapp"]("main",{

/***/ "./node_modules/css-loader/dist/cjs.js!./src/style.css":
/*!***********!*\\
  !*** ./src/style.css ***!
  \\***********/
/***/ ((module) => {
var text = "./src/not-a-key.js: no";
/***/ }),

/***/ "./src/style.css":
/***/ (() => {}),
/***/ "./node_modules/a/index.js":
/***/ (() => {})
},
/******/ function(__webpack_require__) {
/******/ 	__webpack_require__.h = () => ("5cb3ed89fcc0de9bcbcf")
/******/ }
);`;
const RSPACK = `self["rspackHotUpdate"]("index", {
"./src/App.jsx": (function (module, exports, __webpack_require__) {
}),
"./src/label.js"(module) {
},
},function(__webpack_require__) {});`;

it('names the modules of webpack and Rspack, without loaders and packages', () => {
  expect(readChunkModules(WEBPACK)).toEqual([
    { path: './src/style.css', acceptedPath: './src/style.css', kind: 'css' },
  ]);
  expect(readChunkModules(RSPACK).map(({ path, kind }) => [path, kind])).toEqual([
    ['./src/App.jsx', 'js'],
    ['./src/label.js', 'js'],
  ]);
});

it('keeps the layer that Next.js puts before a path', () => {
  expect(readChunkModules('/***/ "(app-pages-browser)/./app/a.jsx":\n').map(({ path }) => path)).toEqual([
    '(app-pages-browser)/./app/a.jsx',
  ]);
});

it('undoes content codings, and gives nothing for what it cannot', () => {
  const text = Buffer.from(RSPACK);
  expect(decodeChunk(gzipSync(text), 'gzip')).toBe(RSPACK);
  expect(decodeChunk(brotliCompressSync(text), 'br')).toBe(RSPACK);
  expect(decodeChunk(deflateSync(text), 'deflate')).toBe(RSPACK);
  expect(decodeChunk(text, undefined)).toBe(RSPACK);
  expect(decodeChunk(text, 'gzip')).toBe('');
  expect(decodeChunk(text, 'zstd')).toBe('');
});

it('names modules that are written as methods, with their path in a comment before the parameters', () => {
  const script = [
    ...[
      '"use strict";',
      'self["webpackHotUpdateapp"]("main",{',
      '',
      '/***/ "./src/cart.js"',
      '/*!*********************!*\\',
    ],
    ...[
      '  !*** ./src/cart.js ***!',
      '  \\*********************/',
      '(__unused_webpack_module, __webpack_exports__) {',
      '',
    ],
    ...['__webpack_require__(/*! ./price.js */ "./src/price.js");', '/***/ }', '', '},'],
  ].join('\n');
  expect(readChunkModules(script)).toEqual([{ path: './src/cart.js', acceptedPath: './src/cart.js', kind: 'js' }]);
});
