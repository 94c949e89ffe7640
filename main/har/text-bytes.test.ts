import { describe, expect, it } from 'vitest';
import { bodyText } from './body-text.ts';
import { textBytes } from './text-bytes.ts';

describe('textBytes', () => {
  it.each([
    ['é€', undefined],
    ['é€', 'text/plain'],
    ['é', 'text/plain; charset=utf-8'],
    ['é', 'text/plain; charset=iso-8859-1'],
    ['€ ’', 'text/plain; charset=windows-1252'],
    ['ж', 'text/plain; charset=koi8-r'],
    ['é€', 'text/plain; charset=utf-16le'],
  ])('%s as %s reads as the same text again, under the same type', (text, type) => {
    const { bytes, contentType } = textBytes(text, type);
    expect(contentType).toBe(type);
    expect(bodyText(bytes, type)).toBe(text);
  });

  it.each([
    ['日本', 'text/plain; charset=shift_jis'],
    ['日本', 'text/plain; charset="iso-8859-1"'],
    ['é', 'text/plain; charset=nonsense'],
  ])('%s as %s becomes UTF-8', (text, type) => {
    expect(textBytes(text, type)).toEqual({ bytes: Buffer.from(text), contentType: 'text/plain; charset=utf-8' });
  });
});
