// A server of one's own, as webpack-hot-middleware is made for.
const { readFileSync } = require('node:fs');
const { createServer } = require('node:http');
const { join } = require('node:path');
const webpack = require('webpack');
const dev = require('webpack-dev-middleware');
const hot = require('webpack-hot-middleware');
const config = require('./webpack.config.js');

const compiler = webpack({ ...config, context: __dirname });
const build = dev(compiler, { publicPath: '/' });
const stream = hot(compiler, { log: false, path: process.env.HOT_PATH || '/__webpack_hmr' });

createServer((request, response) => {
  if (request.url === '/') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(readFileSync(join(__dirname, 'public/index.html')));
    return;
  }
  build(request, response, () => stream(request, response, () => response.writeHead(404).end('Not found')));
}).listen(Number(process.argv[2]), '127.0.0.1');
