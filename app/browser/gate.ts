// Shell: who may talk to the dashboard's server. Any page on this machine's browser can reach loopback, so being local is not enough.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

/** Why a request is turned away. */
export interface Refusal {
  readonly status: 400 | 401 | 403 | 421;
  readonly message: string;
}

export interface Gate {
  readonly token: string;
  /** `Set-Cookie` value that lets a browser in for the rest of the run. */
  readonly cookie: string;
  /** Checks a request. `strict` also demands an `Origin`, as browsers send with WebSockets and uploads. */
  check(request: IncomingMessage, strictness: 'read' | 'strict'): Refusal | undefined;
  /** Whether the request's address holds the run's token. */
  hasToken(request: IncomingMessage): boolean;
}

/** A gate for a server on a loopback port. */
export function createGate(port: number, token: string): Gate {
  // Cookies are shared between the ports of a host, so the port is part of the name.
  const name = `throughline-${port}`;
  const hosts = new Set([`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]);
  const hasToken = (request: IncomingMessage): boolean => equal(queryToken(request), token);
  return {
    token,
    cookie: `${name}=${token}; Path=/; HttpOnly; SameSite=Strict`,
    hasToken,
    check: (request, strictness) => {
      const host = request.headers.host;
      // A name that an attacker's DNS points here (rebinding) fails at the first check, a foreign page at the second.
      if (host === undefined || !hosts.has(host))
        return { status: 421, message: 'This is not the address of the dashboard.' };
      const origin = request.headers.origin;
      if (origin === undefined ? strictness === 'strict' : origin !== `http://${host}`) {
        return { status: 403, message: 'Only the dashboard itself may ask here.' };
      }
      if (request.headers['sec-fetch-site'] === 'cross-site' && !hasToken(request)) {
        return { status: 403, message: 'Only the dashboard itself may ask here.' };
      }
      if (!equal(readCookie(request.headers.cookie, name), token) && !hasToken(request)) {
        return {
          status: 401,
          message: 'Open the address that Throughline printed when it started; it holds the key for this run.',
        };
      }
      return undefined;
    },
  };
}

function queryToken(request: IncomingMessage): string {
  return new URLSearchParams((request.url ?? '').split('?')[1] ?? '').get('token') ?? '';
}

function readCookie(header: string | undefined, name: string): string {
  for (const pair of (header ?? '').split(';')) {
    const at = pair.indexOf('=');
    if (pair.slice(0, at).trim() === name) return pair.slice(at + 1).trim();
  }
  return '';
}

function equal(given: string, expected: string): boolean {
  const a = Buffer.from(given);
  const b = Buffer.from(expected);
  return a.length === b.length && timingSafeEqual(a, b);
}
