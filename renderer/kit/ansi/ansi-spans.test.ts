import { describe, expect, it } from 'vitest';
import { hasAnsi, MAX_SPANS, partOfSpans, stripAnsi, toAnsiSpans } from './ansi-spans.ts';

const ESC = String.fromCharCode(27);
const red = `${ESC}[31m`;
const off = `${ESC}[0m`;

describe('toAnsiSpans', () => {
  it('leaves plain text as it is, markup included', () => {
    expect(toAnsiSpans('<b>&amp;')).toEqual([{ text: '<b>&amp;', className: '' }]);
  });

  it('names colours, weights and grounds', () => {
    expect(toAnsiSpans(`${ESC}[1;91mERR${off} at ${ESC}[44mdb${off}`)).toEqual([
      { text: 'ERR', className: 'ansi-bold ansi-bright-red' },
      { text: ' at ', className: '' },
      { text: 'db', className: 'ansi-bg-blue' },
    ]);
    expect(toAnsiSpans(`${ESC}[7;31mx`)).toEqual([{ text: 'x', className: 'ansi-bg-red' }]);
  });

  it('takes colours by number: the first 16 are the theme’s', () => {
    expect(toAnsiSpans(`${ESC}[38;5;9ma`)).toEqual([{ text: 'a', className: 'ansi-bright-red' }]);
    expect(toAnsiSpans(`${ESC}[38;5;208ma`)).toEqual([{ text: 'a', className: '', color: 'rgb(255 135 0)' }]);
    expect(toAnsiSpans(`${ESC}[48;5;240ma`)[0]?.background).toBe('rgb(88 88 88)');
    expect(toAnsiSpans(`${ESC}[38;2;1;2;3ma`)[0]?.color).toBe('rgb(1 2 3)');
  });

  it('leaves out what moves a cursor, sets titles or links', () => {
    const text = `${ESC}[2K${ESC}[1G${ESC}]0;title\u0007${red}a${off}${ESC}]8;;http://x${ESC}\\b${ESC}]8;;${ESC}\\\r`;
    expect(
      toAnsiSpans(text)
        .map((span) => span.text)
        .join(''),
    ).toBe('ab');
    expect(stripAnsi(text)).toBe('ab');
    expect(hasAnsi('plain')).toBe(false);
  });

  it('makes a bounded number of spans and loses no text', () => {
    const spans = toAnsiSpans(`${red}a${off}b`.repeat(MAX_SPANS));
    expect(spans.length).toBeLessThanOrEqual(MAX_SPANS + 1);
    expect(spans.map((span) => span.text).join('')).toBe('ab'.repeat(MAX_SPANS));
  });

  it.each([`${ESC}[`, `${ESC}[31`, ESC, `a${ESC}[38;5m b`, `${ESC}]`])('never throws on what is cut short', (text) => {
    expect(
      toAnsiSpans(text)
        .map((span) => span.text)
        .join(''),
    ).not.toContain(ESC);
  });
});

describe('partOfSpans', () => {
  const line = `12:00 ${red}ERR${off} no ${ESC}[1mreceipt${off}`;

  it('keeps the colours of the part', () => {
    expect(partOfSpans(line, 'no receipt')).toEqual([
      { text: 'no ', className: '' },
      { text: 'receipt', className: 'ansi-bold' },
    ]);
    expect(partOfSpans(line, 'RR')).toEqual([{ text: 'RR', className: 'ansi-red' }]);
  });

  it('is plain where the line does not hold it', () => {
    expect(partOfSpans(line, 'other')).toEqual([{ text: 'other', className: '' }]);
  });
});
