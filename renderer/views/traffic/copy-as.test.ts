import { execFileSync } from 'node:child_process';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import type { Exchange } from '../../../main/model/exchange.ts';
import { pendingRow, sampleRow } from '../../store/row-sample.ts';
import { toCurl, toFetch, toMarkdown } from './copy-as.ts';

const exchange = (more: Partial<Exchange> = {}): Exchange => ({
  ...sampleRow(1),
  requestHeaders: [],
  upstreamRequestHeaders: [],
  upstreamResponseHeaders: [],
  responseHeaders: [],
  requestTrailers: [],
  responseTrailers: [],
  informational: [],
  ...more,
});

const none = { kind: 'none' } as const;

/** What bash makes of a command's arguments. */
function argumentsOf(command: string): string[] {
  const script = command.replace(/^curl/, "printf '%s\\0'");
  return execFileSync('bash', ['-c', script], { encoding: 'utf8' }).split('\0').slice(0, -1);
}

describe('toCurl', () => {
  it('is the plain address for a plain GET', () => {
    expect(argumentsOf(toCurl(exchange(), none))).toEqual(['http://127.0.0.1:8888/api/items/1?page=1']);
  });

  it('keeps method, fields in order with doubles, and leaves out what belongs to the connection', () => {
    const command = toCurl(
      exchange({
        method: 'POST',
        requestHeaders: [
          ['Host', '127.0.0.1:8888'],
          [':path', '/'],
          ['Cookie', 'a=1'],
          ['X-Tag', 'one'],
          ['X-Tag', 'two'],
          ['X-Empty', ''],
          ['Content-Length', '3'],
          ['Accept-Encoding', 'gzip, br'],
        ],
      }),
      { kind: 'text', text: 'a=b' },
    );
    expect(argumentsOf(command)).toEqual([
      'http://127.0.0.1:8888/api/items/1?page=1',
      '-X',
      'POST',
      '-H',
      'Cookie: a=1',
      '-H',
      'X-Tag: one',
      '-H',
      'X-Tag: two',
      '-H',
      'X-Empty;',
      '-H',
      'Accept-Encoding: gzip, br',
      '--data-raw',
      'a=b',
      '--compressed',
    ]);
  });

  it.each(['it\'s $HOME `id` \\ "x" !', 'line\nline', "a\u0001b\\c'd", '多字节 ✓', '$(id)', '@file'])(
    'keeps bash from reading anything into %j',
    (text) => {
      expect(argumentsOf(toCurl(exchange({ method: 'POST' }), { kind: 'text', text })).at(-1)).toBe(text);
    },
  );

  it('says where a body goes that it can not hold', () => {
    expect(toCurl(exchange({ method: 'PUT' }), { kind: 'left-out', sizeBytes: 5e6 })).toContain(
      '--data-binary @request-body',
    );
  });
});

describe('toFetch', () => {
  it('is a call that runs, with fields a page may set', async () => {
    const text = toFetch(
      exchange({
        method: 'POST',
        requestHeaders: [
          ['Cookie', 'a=1'],
          ['User-Agent', 'x'],
          ['Sec-Fetch-Mode', 'cors'],
          ['Accept', 'text/html'],
          ['accept', 'a/b'],
          ['Content-Type', 'application/json'],
        ],
      }),
      { kind: 'text', text: '{"a":"\u2028"}' },
    );
    const calls: unknown[] = [];
    const fetch = (...args: unknown[]) => calls.push(JSON.parse(JSON.stringify(args)));
    await (runInNewContext(`(async () => { ${text} })()`, { fetch }) as Promise<void>);
    expect(calls).toEqual([
      [
        'http://127.0.0.1:8888/api/items/1?page=1',
        {
          method: 'POST',
          headers: { Accept: 'text/html, a/b', 'Content-Type': 'application/json' },
          body: '{"a":"\u2028"}',
          credentials: 'include',
        },
      ],
    ]);
  });

  it('says that a body is left out', () => {
    expect(toFetch(exchange(), { kind: 'left-out', sizeBytes: 5_000_000 })).toContain('5.0 MB');
  });
});

describe('toMarkdown', () => {
  it('tells what happened without header values', () => {
    const text = toMarkdown(exchange({ requestHeaders: [['Cookie', 'secret']] }));
    expect(text).toContain('**GET http://127.0.0.1:8888/api/items/1?page=1** → 200 OK');
    expect(text).not.toContain('secret');
  });

  it('tells who ended it', () => {
    const error = { code: 'ECONNREFUSED', phase: 'connect', message: 'Refused.', by: 'upstream' } as const;
    const { status: _status, ...failed } = exchange({ ...pendingRow(1), state: 'failed', error });
    expect(toMarkdown(failed)).toContain('ECONNREFUSED, ended by upstream');
    expect(toMarkdown(failed)).toContain('no answer');
  });
});
