// Proxy: which upgrades are passed on, and how a request goes on without one.
import type { IncomingMessage } from 'node:http';
import type { RequestHead } from './request-head.ts';

/**
 * A server may ignore an upgrade (RFC 9110 section 7.8). One to clear-text HTTP/2 would take the traffic out of sight,
 * and after a request with content the protocol would begin in the middle of the connection, so those go on as they are.
 */
export function canUpgrade(request: IncomingMessage, head: Pick<RequestHead, 'hasBody' | 'httpVersion'>): boolean {
  const protocols = request.headers.upgrade?.toLowerCase() ?? '';
  return !head.hasBody && head.httpVersion === 'HTTP/1.1' && !/(?:^|,)\s*h2c\s*(?:,|$)/.test(protocols);
}

/** The request's bytes again, as far as they were read, without what asks for an upgrade. */
export function withoutUpgrade(request: IncomingMessage, firstBytes: Buffer): Buffer {
  const { method, url, httpVersion, rawHeaders } = request;
  let head = `${method} ${url} HTTP/${httpVersion}\r\n`;
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const key = name.toLowerCase();
    if (key === 'upgrade' || key === 'http2-settings') continue;
    const value = key === 'connection' ? withoutOptions(rawHeaders[i + 1] ?? '') : rawHeaders[i + 1];
    if (value !== '' || key !== 'connection') head += `${name}: ${value}\r\n`;
  }
  return Buffer.concat([Buffer.from(`${head}\r\n`, 'latin1'), firstBytes]);
}

function withoutOptions(connection: string): string {
  return connection
    .split(',')
    .map((option) => option.trim())
    .filter((option) => !/^(?:upgrade|http2-settings)$/i.test(option))
    .join(', ');
}
