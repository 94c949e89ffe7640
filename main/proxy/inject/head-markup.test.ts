import { expect, it } from 'vitest';
import { findMetaPolicies } from './head-markup.ts';

const meta = (content: string): string => `<meta http-equiv="Content-Security-Policy" content="${content}">`;

it.each<[string, readonly string[]]>([
  [meta("default-src 'self'"), ["default-src 'self'"]],
  [`<META content='a "b"' HTTP-EQUIV=content-security-policy />${meta('c')}`, ['a "b"', 'c']],
  [meta('script-src &#39;self&#39; &apos;x&#x27; &amp;amp; &copy;'), ["script-src 'self' 'x' &amp; &copy;"]],
  [`<title><meta></title><!-- ${meta('no')} --><link rel=a href="x>y">${meta('yes')}`, ['yes']],
  [`<script>"${meta('no').replaceAll('"', "'")}"</script><style>${meta('no')}</style>${meta('yes')}`, ['yes']],
  [`<noscript>${meta('no')}</noscript><template>${meta('no')}</template>`, []],
  [`</head><body>${meta('no')}`, []],
  [`<div>${meta('no')}`, []],
  [`<script>${meta('no')}`, []],
  ['<meta http-equiv="refresh" content="1"><meta http-equiv=Content-Security-Policy>', []],
  ['<meta http-equiv="Content-Security-Policy" content="cut', []],
  [`<!-- never ends ${meta('no')}`, []],
  ['', []],
])('reads the policies of %j', (text, wanted) => {
  expect(findMetaPolicies(text)).toEqual(wanted);
});

it('takes no longer for text made to be slow', () => {
  const started = performance.now();
  for (const hard of [
    '<a '.repeat(20_000),
    '<meta "'.repeat(9_000),
    `<meta ${'a="'.repeat(20_000)}`,
    '<!--'.repeat(15_000),
    '<style>'.repeat(9_000),
  ]) {
    expect(findMetaPolicies(hard)).toEqual([]);
  }
  expect(performance.now() - started).toBeLessThan(1_000);
});
