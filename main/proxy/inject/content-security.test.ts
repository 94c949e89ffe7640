import { describe, expect, it } from 'vitest';
import { canReport, judgeAgent, parsePolicies } from './content-security.ts';

const PAGE = { scheme: 'http', authority: 'localhost:8888' };

function judge(policies: readonly string[], reportOnly: readonly string[] = []) {
  const judged = judgeAgent(parsePolicies(policies), parsePolicies(reportOnly), PAGE);
  return judged.allowed ? (judged.nonce ?? 'yes') : judged.reason;
}

describe('what a page’s policies say to the agent', () => {
  it.each<[readonly string[], string]>([
    [[], 'yes'],
    [['img-src https:'], 'yes'],
    [["script-src 'self'"], 'yes'],
    [["default-src 'self'"], 'yes'],
    [["SCRIPT-SRC 'self' ; object-src 'none'"], 'yes'],
    [["script-src 'nonce-abc'"], 'abc'],
    [["script-src 'nonce-abc' 'strict-dynamic' https: 'unsafe-inline'; connect-src *"], 'abc'],
    [["script-src 'self' 'nonce-abc' 'strict-dynamic'"], 'abc'],
    [["script-src-elem 'nonce-b'; script-src 'nonce-a'"], 'b'],
    [["script-src 'none'; script-src-elem 'self'"], 'yes'],
    [["script-src 'none'; script-src-attr 'self'", ''], "'none'"],
    [["default-src 'none'; script-src 'self'; connect-src 'self'"], 'yes'],
    [["script-src 'self'; script-src 'none'"], 'yes'],
    [["script-src 'nonce-a' 'nonce-b'", "script-src 'nonce-b'"], 'b'],
    [["script-src 'nonce-a', script-src 'self'"], 'a'],
    [["script-src 'nonce-a'", "script-src 'nonce-b'"], "'nonce-a'"],
    [["script-src 'self' 'strict-dynamic'"], "'strict-dynamic'"],
    [["script-src 'sha256-abc='"], "'sha256-abc='"],
    [['script-src https://cdn.test'], 'https://cdn.test'],
    [['script-src'], "'none'"],
    [['sandbox allow-same-origin'], 'sandbox'],
    [['sandbox allow-scripts'], 'yes'],
    [["require-trusted-types-for 'script'; trusted-types a"], 'yes'],
    [["script-src 'self'; connect-src https://api.test"], 'connect-src'],
    [["default-src https://api.test; script-src 'self'"], 'connect-src'],
    [["script-src 'self'; connect-src 'none'"], 'connect-src'],
  ])('%j: %s', (policies, wanted) => {
    const said = judge(policies);
    if (/^\w+$/.test(wanted) && !['sandbox'].includes(wanted)) expect(said).toBe(wanted);
    else expect(said).toContain(wanted);
  });

  it('lets report-only policies choose the nonce, but not refuse', () => {
    expect(judge(["script-src 'nonce-a' 'nonce-b'"], ["script-src 'nonce-b'"])).toBe('b');
    expect(judge([], ["script-src 'nonce-b' 'strict-dynamic'"])).toBe('b');
    expect(judge([], ["script-src 'none'", 'sandbox', "connect-src 'none'"])).toBe('yes');
  });

  it('shows a long list in part', () => {
    expect(judge([`script-src ${'https://a.test '.repeat(100)}`]).length).toBeLessThan(300);
  });

  it('knows whether reports get out', () => {
    expect(canReport(parsePolicies(["connect-src 'self'", "default-src 'none'; connect-src *"]), PAGE)).toBe(true);
    expect(canReport(parsePolicies(["connect-src 'self'", "default-src 'none'"]), PAGE)).toBe(false);
  });
});
