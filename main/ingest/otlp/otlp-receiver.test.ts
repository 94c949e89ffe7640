import { request as httpRequest, type IncomingHttpHeaders, type OutgoingHttpHeaders } from 'node:http';
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, expect, it } from 'vitest';
import { createOtlpReceiver, type OtlpReceiver, type OtlpReceiverOptions } from './otlp-receiver.ts';

const open: OtlpReceiver[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((receiver) => receiver.close()));
});

interface Taken {
  readonly signal: string;
  readonly encoding: string;
  readonly text: string;
}

async function start(options: Partial<OtlpReceiverOptions> & { readonly full?: boolean } = {}) {
  const taken: Taken[] = [];
  const intake = {
    full: options.full ?? false,
    take(signal: string, encoding: string, bytes: Uint8Array): Uint8Array {
      const text = Buffer.from(bytes).toString();
      if (text === 'broken') throw new RangeError('index out of range');
      taken.push({ signal, encoding, text });
      return Buffer.from('answer');
    },
  };
  const receiver = await createOtlpReceiver({ port: 0, intake, ...options });
  open.push(receiver);
  return { receiver, taken };
}

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

function send(
  url: string,
  body: string | Uint8Array,
  headers: OutgoingHttpHeaders = {},
  method = 'POST',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const type = { 'Content-Type': 'application/json' };
    const request = httpRequest(url, { method, headers: { ...type, ...headers } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString();
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    request.on('error', reject).end(body);
  });
}

it('takes all three signals in both encodings', async () => {
  const { receiver, taken } = await start();
  expect(receiver.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
  for (const signal of ['traces', 'logs', 'metrics']) {
    const answer = await send(`${receiver.url}/v1/${signal}`, signal);
    expect(answer).toMatchObject({
      status: 200,
      text: 'answer',
      headers: { 'content-type': 'application/json', vary: 'Origin' },
    });
  }
  const binary = { 'Content-Type': 'application/x-protobuf' };
  expect(await send(`${receiver.url}/v1/traces`, 'p', binary)).toMatchObject({
    status: 200,
    headers: { 'content-type': 'application/x-protobuf' },
  });
  expect(taken).toEqual([
    { signal: 'traces', encoding: 'json', text: 'traces' },
    { signal: 'logs', encoding: 'json', text: 'logs' },
    { signal: 'metrics', encoding: 'json', text: 'metrics' },
    { signal: 'traces', encoding: 'protobuf', text: 'p' },
  ]);
});

it('is reached under localhost, whichever address that is', async () => {
  const { receiver, taken } = await start();
  const url = receiver.url.replace('127.0.0.1', 'localhost');
  expect(await send(`${url}/v1/logs`, 'x')).toMatchObject({ status: 200 });
  expect(taken).toHaveLength(1);
});

it('undoes content codings, and refuses what is unknown, broken or too long', async () => {
  const { receiver, taken } = await start({ limits: { wireBytes: 2_000, bodyBytes: 3_000 } });
  const post = (body: string | Uint8Array, coding: string) =>
    send(`${receiver.url}/v1/traces`, body, { 'Content-Encoding': coding });
  expect(await post(gzipSync('zipped'), 'gzip')).toMatchObject({ status: 200 });
  expect(taken).toMatchObject([{ text: 'zipped' }]);
  expect(await post('x', 'zstd')).toMatchObject({
    status: 415,
    text: '{"code":3,"message":"The content coding zstd is not known; use gzip."}',
  });
  expect(await post('x', 'gzip')).toMatchObject({ status: 400, text: '{"code":3,"message":"The body is no gzip."}' });
  expect(await post(gzipSync('x'.repeat(3_001)), 'gzip')).toMatchObject({ status: 413 });
  expect(await post('x'.repeat(2_001), 'identity')).toMatchObject({
    status: 413,
    text: '{"code":8,"message":"The body is longer than 0 MiB; send smaller batches."}',
  });
  const chunked = { 'Transfer-Encoding': 'chunked' };
  expect(await send(`${receiver.url}/v1/traces`, 'x'.repeat(2_001), chunked)).toMatchObject({ status: 413 });
  expect(taken).toHaveLength(1);
});

it('answers what it does not take in the encoding of the request', async () => {
  const { receiver } = await start();
  const post = (path: string, headers: OutgoingHttpHeaders = {}, method = 'POST', body = 'x') =>
    send(receiver.url + path, body, headers, method);
  expect(await post('/v2/traces')).toMatchObject({ status: 404, text: expect.stringContaining('"code":5') as string });
  expect(await post('/v1/traces', {}, 'GET', '')).toMatchObject({ status: 405, headers: { allow: 'POST, OPTIONS' } });
  expect(await post('/v1/traces', { 'Content-Type': 'text/plain' })).toMatchObject({ status: 415 });
  expect(await post('/v1/traces', {}, 'POST', 'broken')).toMatchObject({
    status: 400,
    text: '{"code":3,"message":"The body is no JSON of OTLP traces: index out of range."}',
  });
  const binary = await post('/v1/traces', { 'Content-Type': 'application/x-protobuf' }, 'POST', 'broken');
  expect(binary).toMatchObject({ status: 400, headers: { 'content-type': 'application/x-protobuf' } });
  expect(binary.text.startsWith('\u0008\u0003\u0012')).toBe(true);
  expect(binary.text).toContain('The body is no protobuf message of OTLP traces: index out of range.');
});

it('asks senders to come again while the recorder is behind', async () => {
  const { receiver, taken } = await start({ full: true });
  expect(await send(`${receiver.url}/v1/logs`, 'x'.repeat(500_000))).toMatchObject({
    status: 503,
    headers: { 'retry-after': '1' },
    text: expect.stringContaining('"code":14') as string,
  });
  expect(taken).toEqual([]);
});

it('answers only names of this machine and pages of this machine', async () => {
  const { receiver, taken } = await start();
  const url = `${receiver.url}/v1/traces`;
  expect(await send(url, 'x', { Host: 'evil.example:4318' })).toMatchObject({ status: 403 });
  const foreign = await send(url, 'x', { Origin: 'https://evil.example' });
  expect(foreign).toMatchObject({ status: 403 });
  expect(foreign.headers['access-control-allow-origin']).toBeUndefined();
  expect(await send(url, '', { Origin: 'https://evil.example' }, 'OPTIONS')).toMatchObject({ status: 403 });
  expect(await send(url, 'x', { Origin: 'null' })).toMatchObject({ status: 403 });
  expect(taken).toEqual([]);
  const origin = 'http://localhost:8888';
  const asked = { Origin: origin, 'Access-Control-Request-Headers': 'content-type,x-key' };
  expect(await send(url, '', { ...asked, 'Access-Control-Request-Private-Network': 'true' }, 'OPTIONS')).toMatchObject({
    status: 204,
    headers: {
      'access-control-allow-origin': origin,
      'access-control-allow-headers': 'content-type,x-key',
      'access-control-allow-methods': 'POST',
      'access-control-allow-private-network': 'true',
    },
  });
  expect(await send(url, 'x', { Origin: origin })).toMatchObject({
    status: 200,
    headers: { 'access-control-allow-origin': origin },
  });
});

it('says which port is taken, and how to choose another', async () => {
  const { receiver } = await start();
  const port = Number(new URL(receiver.url).port);
  await expect(start({ port })).rejects.toMatchObject({
    code: 'otlp-port-taken',
    message: `Port ${port} for OTLP is taken by another program; choose another with --otlp-port, or 0 for a free one.`,
  });
});

it('tells once that a sender speaks gRPC', async () => {
  let told = 0;
  const { receiver } = await start({ onGrpc: () => (told += 1) });
  const port = Number(new URL(receiver.url).port);
  for (let i = 0; i < 2; i++) {
    const answer = await new Promise<string>((resolve, reject) => {
      let text = '';
      const socket = connect(port, '127.0.0.1', () => socket.write('PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'));
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('error', reject).on('close', () => resolve(text));
    });
    expect(answer).toContain('400 Bad Request');
  }
  expect(told).toBe(1);
});

it('answers what is under way before it closes, and takes no more', async () => {
  const { receiver, taken } = await start();
  const port = Number(new URL(receiver.url).port);
  const answered = new Promise<string>((resolve, reject) => {
    let text = '';
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(
        'POST /v1/logs HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nExpect: 100-continue\r\n',
      );
      socket.write('Content-Length: 4\r\n\r\n');
    });
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (text.endsWith('100 Continue\r\n\r\n')) {
        void receiver.close();
        socket.write('last');
      }
    });
    socket.on('error', reject).on('close', () => resolve(text));
  });
  expect(await answered).toContain('200 OK');
  expect(taken).toMatchObject([{ text: 'last' }]);
  await expect(send(`${receiver.url}/v1/logs`, 'x')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});
