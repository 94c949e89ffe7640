import { describe, expect, it } from 'vitest';
import { planInjection, type DocumentAnswer } from './injection-plan.ts';
import { toPageAgent } from './page-agent.ts';

const agent = toPageAgent({ agent: Buffer.from('x') });

function plan(fields: Readonly<Record<string, string>> = {}, more: Partial<DocumentAnswer> = {}) {
  const rawHeaders = Object.entries({ 'Content-Type': 'text/html', ...fields }).flat();
  const page = { scheme: 'http', authority: 'localhost:8888' };
  return planInjection({ status: 200, rawHeaders, page, exchange: 7, trace: true, origins: '', ...more }, agent);
}

function word(decision: ReturnType<typeof plan>): string {
  return decision.type === 'refused' ? decision.code : decision.type;
}

describe('the plan for an answer to a navigation', () => {
  it.each<[Readonly<Record<string, string>>, Partial<DocumentAnswer>, string]>([
    [{}, {}, 'inject'],
    [{ 'Content-Type': 'Text/HTML; charset=utf-8' }, { status: 404 }, 'inject'],
    [{ 'Content-Type': 'application/xhtml+xml' }, {}, 'inject'],
    [{ 'Content-Encoding': 'br' }, { status: 500 }, 'inject'],
    [{ 'Content-Disposition': 'inline; filename=a' }, {}, 'inject'],
    [{ 'Transfer-Encoding': 'chunked' }, {}, 'inject'],
    [{ 'Content-Security-Policy-Report-Only': "script-src 'none'" }, {}, 'inject'],
    [{ 'Content-Type': 'text/plain' }, {}, 'none'],
    [{ 'Content-Type': '' }, {}, 'none'],
    [{ 'Content-Disposition': 'attachment' }, {}, 'none'],
    [{}, { status: 204 }, 'none'],
    [{}, { status: 206 }, 'none'],
    [{}, { status: 304 }, 'none'],
    [{}, { status: 302 }, 'none'],
    [{ 'Content-Encoding': 'zstd' }, {}, 'agent-refused-by-coding'],
    [{ 'Content-Encoding': 'gzip, br' }, {}, 'agent-refused-by-coding'],
    [{ 'Transfer-Encoding': 'gzip, chunked' }, {}, 'agent-refused-by-coding'],
    [{ 'Cache-Control': 'private, No-Transform' }, {}, 'agent-refused-by-no-transform'],
    [{ 'Content-Type': 'text/html; charset=utf-7' }, {}, 'agent-refused-by-charset'],
    [{ 'Content-Security-Policy': "script-src 'none'" }, {}, 'agent-refused-by-csp'],
  ])('%j %j: %s', (fields, more, wanted) => {
    expect(word(plan(fields, more))).toBe(wanted);
  });

  it('drops the fields that the change makes untrue', () => {
    const kept = { 'Content-Type': 'text/html', 'X-Own': '1', 'Cache-Control': 'no-store', Vary: 'Accept-Encoding' };
    const decision = plan({
      ...kept,
      ...{
        'Content-Encoding': 'gzip',
        'Content-Length': '9',
        ETag: 'x',
        'Last-Modified': 'x',
        'Accept-Ranges': 'bytes',
      },
      ...{ 'Content-MD5': 'x', Digest: 'x', 'Repr-Digest': 'x', 'Content-Digest': 'x' },
    });
    expect(decision).toMatchObject({ type: 'inject', coding: 'gzip', rawHeaders: Object.entries(kept).flat() });
  });

  it('gives the tag what the page asks of scripts', () => {
    const decision = plan(
      {
        'Content-Security-Policy': "script-src 'nonce-abc'",
        'Integrity-Policy': 'blocked-destinations=(script), endpoints=(a)',
      },
      { origins: 'http://a.test' },
    );
    const tag = decision.type === 'inject' ? decision.inserter.tag : '';
    expect(tag).toContain('data-page="7"');
    expect(tag).toContain('data-origins="http://a.test" nonce="abc" integrity="sha256-');
  });
});
