import { expect, it } from 'vitest';
import { percentDecoded, redactText, textKind } from './redaction-text.ts';

it('tells code from data by the media type', () => {
  expect(['text/html', 'text/css', 'text/javascript; charset=utf-8', 'image/svg+xml'].map(textKind)).toEqual(
    Array(4).fill('code'),
  );
  expect(['application/json', 'text/plain', undefined].map(textKind)).toEqual(Array(3).fill('data'));
});

it('hides values three escapes deep', () => {
  const deep = [1, 2, 3].reduce((text) => JSON.stringify({ inner: text }), JSON.stringify({ password: 'p"\\q', n: 1 }));
  const clean = redactText(deep);
  const opened = [1, 2, 3].reduce((text) => (JSON.parse(text) as { inner: string }).inner, clean);
  expect(JSON.parse(opened)).toEqual({ password: '[redacted]', n: 1 });
});

it('finds a named value at every place a text can be cut off', () => {
  const text = '{"a":[1,{"access_token":"planted\\"secret"}],"b":"c"}';
  for (let end = text.indexOf('planted') + 1; end <= text.length; end++) {
    expect(redactText(text.slice(0, end))).not.toContain('plan');
  }
});

it('leaves broken percent escapes as they are', () => {
  expect(percentDecoded('a%zz')).toBe('a%zz');
  expect(percentDecoded('access%5Ftoken+x')).toBe('access_token x');
});

it('looks at every word that is long enough to be a key', () => {
  expect(redactText('eyJ0123456789ab')).toBe('[redacted]');
  expect(redactText('sk_live_0123456789')).toBe('[redacted]');
  expect(['GET', 'process-api_1', '0af7651916cd43dd8448eb211c80319c'].map((word) => redactText(word))).toEqual([
    ...['GET', 'process-api_1', '0af7651916cd43dd8448eb211c80319c'],
  ]);
});
