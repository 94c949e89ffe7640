// Bench: the server behind every lane. 1 KB JSON answers on keep-alive connections, and an event stream that says when it sent each event.
import http from 'node:http';

const BODY = JSON.stringify({ filler: 'x'.repeat(1024 - '{"filler":""}'.length) });
const now = () => performance.timeOrigin + performance.now();

const server = http.createServer((request, response) => {
  if (request.url === '/events') return streamEvents(request, response);
  request.resume();
  response.writeHead(200, { 'Content-Type': 'application/json', 'Content-Length': BODY.length });
  response.end(BODY);
});

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
