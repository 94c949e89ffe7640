// Proxy: carries interim answers (1xx, RFC 9110 section 15.2) to the browser while the final one is awaited.
import { ServerResponse, type InformationEvent } from 'node:http';
import type { Socket } from 'node:net';
import type { ClientResponse } from './response-head.ts';

/** Hop-by-hop fields never belong to an interim answer for HTTP/2. */
const HOP_FIELDS = new Set(['connection', 'keep-alive', 'proxy-connection', 'transfer-encoding', 'upgrade']);

/** Passes one on; HTTP/1.0 knows none, and none may follow the final head. Returns whether it went out. */
export function passInterim(response: ClientResponse, info: InformationEvent, http10: boolean): boolean {
  if (http10 || response.headersSent) return false;
  if (!(response instanceof ServerResponse)) return passHttp2Interim(response, info);
  if (info.statusCode === 100) {
    response.writeContinue();
    return true;
  }
  const head = toInterimHead(info);
  // Without a socket it is not this answer's turn yet: requests were pipelined.
  if (response.socket) response.socket.write(head, 'latin1');
  else response.once('socket', (socket: Socket) => socket.write(head, 'latin1'));
  return true;
}

function toInterimHead(info: InformationEvent): string {
  let head = `HTTP/1.1 ${info.statusCode} ${info.statusMessage}\r\n`;
  for (let i = 0; i + 1 < info.rawHeaders.length; i += 2)
    head += `${info.rawHeaders[i]}: ${info.rawHeaders[i + 1]}\r\n`;
  return `${head}\r\n`;
}

function passHttp2Interim(response: Exclude<ClientResponse, ServerResponse>, info: InformationEvent): boolean {
  const headers: Record<string, string | number | string[]> = { ':status': info.statusCode };
  for (let i = 0; i + 1 < info.rawHeaders.length; i += 2) {
    const name = (info.rawHeaders[i] ?? '').toLowerCase();
    if (HOP_FIELDS.has(name)) continue;
    const before = headers[name];
    const value = info.rawHeaders[i + 1] ?? '';
    headers[name] = before === undefined ? value : Array.isArray(before) ? [...before, value] : [String(before), value];
  }
  response.stream.additionalHeaders(headers);
  return true;
}
