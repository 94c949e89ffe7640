import { describe, expect, it } from 'vitest';
import { toGroup } from '../../store/error-index.ts';
import { sampleReport } from '../../store/error-sample.ts';
import { sampleUpdate } from '../../store/hmr-sample.ts';
import { sampleRow } from '../../store/row-sample.ts';
import { toIssueMarkdown, withoutSecrets } from './error-markdown.ts';

describe('withoutSecrets', () => {
  it.each([
    ['http://h/a?token=geheim&page=2#x', 'http://h/a?token=[redacted]&page=2#x'],
    ['at f (http://h/a?api_key=1:2:3)', 'at f (http://h/a?api_key=[redacted])'],
    ['/cb?code=1&state=2', '/cb?code=[redacted]&state=[redacted]'],
    [
      '?sessionId=1&X-Amz-Signature=2&access_token=3',
      '?sessionId=[redacted]&X-Amz-Signature=[redacted]&access_token=[redacted]',
    ],
    ['http://joe:pw@h/', 'http://h/'],
    ['/a?keyboard=1&author=x&passage=3', '/a?keyboard=1&author=x&passage=3'],
    ['/a?token=', '/a?token='],
  ])('%s', (text, bare) => {
    expect(withoutSecrets(text)).toBe(bare);
  });
});

describe('toIssueMarkdown', () => {
  const report = sampleReport(10, { count: 3 });
  const text = toIssueMarkdown(toGroup('g', [report]), report, {
    exchanges: [sampleRow(14, { status: 500, method: 'POST', url: 'http://127.0.0.1:8888/api/pay?auth=abc' })],
    hmr: sampleUpdate(7),
  });

  it('has the name, the message, the code and the mapped stack', () => {
    expect(text).toContain("### TypeError: Cannot read properties of undefined (reading 'orderId')");
    expect(text).toContain('At `/app/src/components/CheckoutForm.vue:48:31`:');
    expect(text).toContain('> 48 |   order.value = res.data.orderId');
    expect(text).toContain('at submit (/app/src/components/CheckoutForm.vue:48:31)');
    expect(text).toContain('[library]');
    expect(text).toContain('[not mapped: map-http-status]');
  });

  it('has page, action, browser and requests with their answers, without secrets', () => {
    expect(text).toContain('- Page: http://127.0.0.1:8888/checkout?token=[redacted]');
    expect(text).toContain('- Component: App > CheckoutView > CheckoutForm');
    expect(text).toContain('- Action: click on button "Pay"');
    expect(text).toContain('- After the update of: Child.vue');
    expect(text).toContain('- POST http://127.0.0.1:8888/api/pay?auth=[redacted] → 500, 100 ms');
    expect(text).not.toMatch(/geheim|abc/);
  });

  it('fences what holds fences', () => {
    const odd = sampleReport(1, { message: 'first\n```\nsecond', stack: [] });
    const written = toIssueMarkdown(toGroup('g', [odd]), odd, { exchanges: [] });
    expect(written).toContain('````\nfirst\n```\nsecond\n````');
    expect(written).not.toContain('Stack');
  });
});
