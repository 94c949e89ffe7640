import { describe, expect, it } from 'vitest';
import { HEADER_VALUE_LIMIT, type HeaderRule, headerRuleFault } from './rules.ts';

const fault = (rule: Partial<HeaderRule>): string | undefined =>
  headerRuleFault({ side: 'request', action: 'set', name: 'X-Debug', value: '1', ...rule });

describe('a header rule', () => {
  it.each<Partial<HeaderRule>>([
    {},
    { value: '' },
    { action: 'remove', value: 'anything at all\n' },
    { action: 'rename', value: 'X-Other' },
    { name: 'Host', value: 'shop.test' },
    { side: 'response', name: 'Access-Control-Allow-Origin', value: '*' },
    { value: 'caf\u00e9 "quoted"; a=b' },
  ])('may be %o', (rule) => {
    expect(fault(rule)).toBeUndefined();
  });

  it.each<[Partial<HeaderRule>, string]>([
    [{ name: '' }, 'is no field name'],
    [{ name: 'X Debug' }, 'is no field name'],
    [{ name: 'X:Y' }, 'is no field name'],
    [{ action: 'rename', value: 'a b' }, '"a b" is no field name'],
    [{ action: 'rename', value: 'Transfer-Encoding' }, 'how the message is carried'],
    [{ name: 'content-length' }, 'how the message is carried'],
    [{ name: 'Host', action: 'remove' }, 'how the message is carried'],
    [{ name: 'Host', side: 'response' }, 'how the message is carried'],
    [{ value: 'a\r\nSet-Cookie: b=c' }, 'holds characters that no field can'],
    [{ value: 'a\u0000b' }, 'holds characters that no field can'],
    [{ value: ' a' }, 'holds characters that no field can'],
    [{ value: '\u4e2d' }, 'holds characters that no field can'],
    [{ value: 'a'.repeat(HEADER_VALUE_LIMIT + 1) }, 'longer than'],
  ])('may not be %o', (rule, sentence) => {
    expect(fault(rule)).toContain(sentence);
  });
});
