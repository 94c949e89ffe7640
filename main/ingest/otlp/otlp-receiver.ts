// Ingest: the OTLP/HTTP receiver: /v1/traces, /v1/logs and /v1/metrics on this machine's loopback addresses, for programs and for pages.
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { Disposable } from '../../base/disposable.ts';
import { Fault, faultCode, faultMessage } from '../../base/fault.ts';
import { isLoopback, toHostname } from '../../proxy/loopback.ts';
import type { OtlpIntake } from './otlp-intake.ts';
import { OTLP_SIGNALS, STATUS_CODES, writeStatus, type OtlpEncoding, type OtlpSignal } from './otlp-message.ts';
import { BODY_LIMIT_BYTES, readBody, WIRE_LIMIT_BYTES, type BodyLimits } from './request-body.ts';

/** Connections at a time; more wait for one to end. */
export const CONNECTION_LIMIT = 256;
/** Requests whose bodies are being read; the next is to come again. */
export const READING_LIMIT = 16;
/** A request's head, and all of it. */
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than exporters keep idle connections. */
const KEEP_ALIVE_MS = 75_000;
/** How long requests under way may take when it closes. */
const CLOSE_GRACE_MS = 1_000;
/** When a sender is to come again, in seconds. */
const RETRY_AFTER_SECONDS = 1;
/** What HTTP/2 begins with, as gRPC speaks it. */
const HTTP2_PREFACE = 'PRI * HTTP/2';

const ENCODINGS: ReadonlyMap<string, OtlpEncoding> = new Map([
  ['application/x-protobuf', 'protobuf'],
  ['application/protobuf', 'protobuf'],
  ['application/json', 'json'],
]);
const CONTENT_TYPES = { protobuf: 'application/x-protobuf', json: 'application/json' } as const;

export interface OtlpReceiverOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly intake: OtlpIntake;
  /** A sender speaks gRPC, which is not understood; told once. */
  readonly onGrpc?: () => void;
  readonly limits?: BodyLimits;
}

export interface OtlpReceiver extends Disposable {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** Takes no more requests; those under way are answered first. */
  close(): Promise<void>;
}

/** Rejects with a Fault where the port can't be had. */
export async function createOtlpReceiver(options: OtlpReceiverOptions): Promise<OtlpReceiver> {
  const handler = new Handler(options);
  const first = createListener(handler, options);
  const port = await listen(first, options.port, '127.0.0.1');
  // Many clients look `localhost` up and try only the first address; where IPv6 can't be had, they find the other.
  const second = createListener(handler, options);
  const servers = await listen(second, port, '::1').then(
    () => [first, second],
    () => [first],
  );
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      handler.closing = true;
      await Promise.all(servers.map(closeServer));
    },
  };
}

function createListener(handler: Handler, { onGrpc }: OtlpReceiverOptions): Server {
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_MS },
    (request, response) => void handler.answer(request, response),
  );
  server.maxConnections = CONNECTION_LIMIT;
  let told = false;
  server.on('clientError', (fault: Error & { readonly rawPacket?: Buffer }, socket: Socket) => {
    const grpc = fault.rawPacket?.toString('latin1', 0, HTTP2_PREFACE.length) === HTTP2_PREFACE;
    if (grpc && !told) onGrpc?.();
    told ||= grpc;
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
    else socket.destroy();
  });
  return server;
}

async function listen(server: Server, port: number, host: string): Promise<number> {
  server.listen(port, host);
  try {
    await once(server, 'listening');
  } catch (cause) {
    const taken = faultCode(cause) === 'EADDRINUSE';
    throw new Fault(
      taken ? 'otlp-port-taken' : 'otlp-port',
      taken
        ? `Port ${port} for OTLP is taken by another program; choose another with --otlp-port, or 0 for a free one.`
        : `Port ${port} for OTLP can't be opened: ${faultMessage(cause)}; choose another with --otlp-port.`,
      { cause },
    );
  }
  return (server.address() as AddressInfo).port;
}

async function closeServer(server: Server): Promise<void> {
  const closed = new Promise((resolve) => server.close(resolve));
  server.closeIdleConnections();
  const timer = setTimeout(() => server.closeAllConnections(), CLOSE_GRACE_MS);
  await closed;
  clearTimeout(timer);
}

/** A refusal; `code` is google.rpc.Status's. */
interface Refusal {
  readonly status: number;
  readonly code: (typeof STATUS_CODES)[keyof typeof STATUS_CODES];
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

class Handler {
  readonly #intake: OtlpIntake;
  readonly #limits: BodyLimits;
  #reading = 0;
  /** Connections end with their next answer. */
  closing = false;

  constructor({ intake, limits }: OtlpReceiverOptions) {
    this.#intake = intake;
    this.#limits = limits ?? { wireBytes: WIRE_LIMIT_BYTES, bodyBytes: BODY_LIMIT_BYTES };
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const type = request.headers['content-type']?.split(';')[0]?.trim().toLowerCase() ?? '';
    const encoding = ENCODINGS.get(type);
    const signal = toSignal(request.url);
    const refused = checkSender(request) ?? checkTarget(request, signal);
    if (!refused) allowOrigin(request, response);
    if (!refused && request.method === 'OPTIONS') {
      answerPreflight(request, response);
      return;
    }
    const refusal = refused ?? (encoding ? this.#checkRoom() : UNKNOWN_TYPE);
    if (refusal || !encoding || !signal) {
      refuse(request, response, encoding ?? 'json', refusal ?? UNKNOWN_TYPE);
      return;
    }
    this.#reading += 1;
    try {
      const bytes = await readBody(request, this.#limits);
      if (this.closing) response.shouldKeepAlive = false;
      send(response, 200, encoding, this.#intake.take(signal, encoding, bytes));
    } catch (cause) {
      refuse(request, response, encoding, toRefusal(cause, signal, encoding));
    } finally {
      this.#reading -= 1;
    }
  }

  /** Asked before a body is read: its sender keeps it and comes again. */
  #checkRoom(): Refusal | undefined {
    return this.#intake.full || this.#reading >= READING_LIMIT ? BEHIND : undefined;
  }
}

const UNKNOWN_TYPE: Refusal = {
  status: 415,
  code: STATUS_CODES.invalidArgument,
  message: 'The content type is not known; send application/x-protobuf or application/json.',
};
const BEHIND: Refusal = {
  status: 503,
  code: STATUS_CODES.unavailable,
  message: `The recorder is behind; send it again in ${RETRY_AFTER_SECONDS} s.`,
  headers: { 'Retry-After': String(RETRY_AFTER_SECONDS) },
};

/** Only this machine's programs and pages: a name that was pointed here (DNS rebinding) and other sites' pages are refused. */
function checkSender({ headers }: IncomingMessage): Refusal | undefined {
  const code = STATUS_CODES.permissionDenied;
  const hostname = toHostname(headers.host ?? '');
  if (!isLoopback(hostname)) {
    return { status: 403, code, message: 'The host is not this receiver; use localhost or 127.0.0.1.' };
  }
  if (headers.origin !== undefined && !isLocalOrigin(headers.origin)) {
    return {
      status: 403,
      code,
      message: 'The receiver answers programs and pages of this machine, not other origins.',
    };
  }
  return undefined;
}

function checkTarget({ method }: IncomingMessage, signal: OtlpSignal | undefined): Refusal | undefined {
  const code = signal ? STATUS_CODES.unimplemented : STATUS_CODES.notFound;
  if (!signal) return { status: 404, code, message: 'There is only /v1/traces, /v1/logs and /v1/metrics here.' };
  if (method === 'POST' || method === 'OPTIONS') return undefined;
  return { status: 405, code, message: 'Send telemetry with POST.', headers: { Allow: 'POST, OPTIONS' } };
}

function toRefusal(cause: unknown, signal: OtlpSignal, encoding: OtlpEncoding): Refusal {
  const code = faultCode(cause);
  const message = faultMessage(cause);
  if (code === 'otlp-too-large') return { status: 413, code: STATUS_CODES.resourceExhausted, message };
  if (code === 'otlp-encoding') return { status: 415, code: STATUS_CODES.invalidArgument, message };
  if (cause instanceof Fault) return { status: 400, code: STATUS_CODES.invalidArgument, message };
  const what = encoding === 'json' ? 'JSON' : 'protobuf message';
  const status = { status: 400, code: STATUS_CODES.invalidArgument };
  return { ...status, message: `The body is no ${what} of OTLP ${signal}: ${message.slice(0, 200)}.` };
}

function toSignal(url = '/'): OtlpSignal | undefined {
  const path = url.split('?')[0] ?? '';
  return OTLP_SIGNALS.find((signal) => path === `/v1/${signal}` || path === `/v1/${signal}/`);
}

function isLocalOrigin(origin: string): boolean {
  const match = /^https?:\/\/([^/]+)$/i.exec(origin);
  return match?.[1] !== undefined && isLoopback(toHostname(match[1]));
}

/** Pages of this machine may read the answer, so that their SDK knows how it went. */
function allowOrigin({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Vary', 'Origin');
  if (headers.origin !== undefined) response.setHeader('Access-Control-Allow-Origin', headers.origin);
}

function answerPreflight({ headers }: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Methods', 'POST');
  const asked = headers['access-control-request-headers'];
  if (asked !== undefined) response.setHeader('Access-Control-Allow-Headers', asked);
  if (headers['access-control-request-private-network'] !== undefined) {
    response.setHeader('Access-Control-Allow-Private-Network', 'true');
  }
  response.setHeader('Access-Control-Max-Age', '600');
  response.writeHead(204).end();
}

function refuse(request: IncomingMessage, response: ServerResponse, encoding: OtlpEncoding, refusal: Refusal): void {
  const { status, code, message, headers = {} } = refusal;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  // Read to its end, but for nothing: a sender that can't finish would not see the answer. Node.js ends what takes too long.
  request.resume();
  send(response, status, encoding, writeStatus(encoding, code, message));
}

function send(response: ServerResponse, status: number, encoding: OtlpEncoding, bytes: Uint8Array): void {
  response.writeHead(status, { 'Content-Type': CONTENT_TYPES[encoding], 'Content-Length': bytes.byteLength });
  response.end(bytes);
}
