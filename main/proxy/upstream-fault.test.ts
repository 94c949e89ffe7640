import { describe, expect, it } from 'vitest';
import { proxyLoop, toUpstreamFault } from './upstream-fault.ts';

const named = (code: string, message = 'detail.') =>
  toUpstreamFault(Object.assign(new Error(message), { code }), 'wait', 'http://a:1');

describe('an upstream fault', () => {
  it('says where and what to do, and keeps the code of the system', () => {
    expect(named('ECONNREFUSED')).toMatchObject({
      code: 'ECONNREFUSED',
      status: 502,
      by: 'upstream',
      message: 'Nothing listens at http://a:1. Start the server, or correct the target.',
    });
    for (const code of ['ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH', 'ETIMEDOUT', 'ECONNRESET', 'EPIPE']) {
      expect(named(code)).toMatchObject({ code, status: 502 });
      expect(named(code).reason).toContain('http://a:1');
    }
  });

  it('tells certificates, TLS, and what is not HTTP apart', () => {
    expect(named('CERT_HAS_EXPIRED').message).toContain('secure: false');
    expect(named('ERR_TLS_CERT_ALTNAME_INVALID').message).toContain('is not trusted (detail)');
    expect(named('EPROTO').message).toContain('write http in the target');
    expect(named('HPE_INVALID_CONSTANT')).toMatchObject({ code: 'upstream-not-http' });
    expect(named('HPE_HEADER_OVERFLOW')).toMatchObject({ code: 'HPE_HEADER_OVERFLOW' });
  });

  it('has words for what it does not know, and keeps what is one already', () => {
    expect(named('EWHATEVER').message).toBe(
      'The request to http://a:1 failed (EWHATEVER: detail). Look in the output of the server.',
    );
    const loop = proxyLoop('http://b:2');
    expect(toUpstreamFault(loop, 'wait', 'http://a:1')).toBe(loop);
  });
});
