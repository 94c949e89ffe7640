import { describe, expect, it } from 'vitest';
import { MASK, isSecretField, maskSecret, tokenExpiry } from './secret.ts';

describe('secrets', () => {
  it('keeps the scheme and hides the credentials', () => {
    expect(maskSecret('Authorization', 'Bearer abc.def.ghi')).toBe(`Bearer ${MASK}`);
    expect(maskSecret('X-API-Key', 'k-123')).toBe(MASK);
  });

  it('keeps cookie names and attributes and hides what they hold', () => {
    expect(maskSecret('Cookie', 'sid=1; theme=dark')).toBe(`sid=${MASK}; theme=${MASK}`);
    expect(maskSecret('set-cookie', 'sid=a=b; Path=/; HttpOnly')).toBe(`sid=${MASK}; Path=/; HttpOnly`);
  });

  it('leaves other fields alone', () => {
    expect(maskSecret('Accept', 'Bearer x')).toBe('Bearer x');
    expect([isSecretField('COOKIE'), isSecretField('Host')]).toEqual([true, false]);
  });

  it('reads when a token runs out, and only from a token', () => {
    const token = `Bearer e30.${btoa(JSON.stringify({ exp: 1_700_000_000 })).replaceAll('=', '')}.sig`;
    expect(tokenExpiry(token)).toBe(1_700_000_000_000);
    expect(tokenExpiry('Bearer opaque')).toBeUndefined();
    expect(tokenExpiry('Bearer a.b.c')).toBeUndefined();
  });
});
