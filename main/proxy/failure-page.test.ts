import { describe, expect, it } from 'vitest';
import { toFailureAnswer, toJsonAnswer } from './failure-page.ts';
import { noTarget, toUpstreamFault } from './upstream-fault.ts';

const facts = {
  fault: toUpstreamFault(
    Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' }),
    'connect',
    'http://a:1',
  ),
  route: '/api<x>',
  target: 'http://a:1/base',
  method: 'GET',
  path: '/api/"x"',
};

describe('a failure answer', () => {
  it('is a page that runs nothing and shows everything as text', () => {
    const { status, rawHeaders, body } = toFailureAnswer(facts, true);
    const text = body.toString();
    expect(status).toBe(502);
    expect(rawHeaders).toContain('no-store');
    expect(rawHeaders[rawHeaders.indexOf('Content-Length') + 1]).toBe(String(body.byteLength));
    expect(rawHeaders.at(-1)).toMatch(/^default-src 'none'; style-src 'sha256-[\w+/]+=*'; base-uri 'none'/);
    expect(text).toContain('<dd><code>/api&lt;x&gt;</code></dd>');
    expect(text).toContain('GET /api/&quot;x&quot;');
    expect(text).toContain('http://a:1/base');
  });

  it('is JSON for programs, without what does not apply', () => {
    const answer = toFailureAnswer({ ...facts, fault: noTarget(), route: undefined, target: undefined }, false);
    expect(answer.status).toBe(503);
    expect(JSON.parse(answer.body.toString())).toEqual({
      error: {
        code: 'no-target',
        message: 'No target is chosen for this address. Choose one in the dashboard, or start with `--target <url>`.',
        reason: 'No target is chosen for this address.',
        nextStep: 'Choose one in the dashboard, or start with `--target <url>`.',
        phase: 'blocked',
        request: 'GET /api/"x"',
      },
    });
    expect(toJsonAnswer(404, {}).statusText).toBe('Not Found');
  });
});
