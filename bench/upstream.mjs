// Bench: the server behind every lane. 1 KB JSON answers on keep-alive connections, documents, and an event stream that says when it sent each event.
import http from 'node:http';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const BODY = JSON.stringify({ filler: 'x'.repeat(1024 - '{"filler":""}'.length) });
/** Documents by path: parts that are written one after another. */
const PAGE = `<!doctype html><html lang="en"><head><title>Shop</title></head><body>${'<p>A line of text.</p>'.repeat(140)}</body></html>`;
const LARGE_PARTS = 80;
const ROW = '<tr><td>row</td><td>A line of text.</td></tr>';
const LARGE = PAGE + ROW.repeat(Math.ceil((5 * 1024 * 1024) / ROW.length));
const documents = new Map([
  ['/document', { parts: [Buffer.from(PAGE)] }],
  ['/document?gzip', { coding: 'gzip', parts: [gzipSync(PAGE)] }],
  ['/document?br', { coding: 'br', parts: [brotliCompressSync(PAGE)] }],
  ['/large', { parts: cut(Buffer.from(LARGE)) }],
  ['/large?gzip', { coding: 'gzip', parts: cut(gzipSync(LARGE)) }],
]);

function cut(bytes) {
  const size = Math.ceil(bytes.length / LARGE_PARTS);
  return Array.from({ length: LARGE_PARTS }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
}

const now = () => performance.timeOrigin + performance.now();

const server = http.createServer((request, response) => {
  if (request.url === '/events') return streamEvents(request, response);
  request.resume();
  const document = documents.get(request.url);
  if (document) return sendDocument(response, document);
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': BODY.length });
  response.end(BODY);
});

function sendDocument(response, { coding, parts }) {
  response.writeHead(200, { 'Content-Type': 'text/html', ...(coding && { 'Content-Encoding': coding }) });
  for (const part of parts) response.write(part);
  response.end();
}

/** One event each 5 ms until the reader leaves. */
function streamEvents(request, response) {
  response.writeHead(200, { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-cache' });
  response.flushHeaders();
  response.socket.setNoDelay(true);
  const timer = setInterval(() => response.write(`data: ${now()}\n\n`), 5);
  request.on('close', () => clearInterval(timer));
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.on('disconnect', () => process.exit(0));
