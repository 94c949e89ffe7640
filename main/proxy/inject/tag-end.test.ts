import { expect, it } from 'vitest';
import { CommentSpan, DeclarationSpan, DoctypeSpan, InstructionSpan, TagSpan, type Span } from './tag-end.ts';

/** What of the text belongs to the span; all of it, and `…`, where it does not end. */
function whole(span: Span, text: string): string {
  for (let at = 0; at < text.length; at += 1) if (span.take(text.charAt(at))) return text.slice(0, at + 1);
  return `${text}…`;
}

it.each([
  [new TagSpan(), ' a="1>2" b=\'>\' c=d>e', ' a="1>2" b=\'>\' c=d>'],
  [new TagSpan(), ' a"b>c"', ' a"b>'],
  [new TagSpan(), ' a = "x" b>', ' a = "x" b>'],
  [new TagSpan(), ' a=">', ' a=">…'],
  [new CommentSpan(), '>x', '>'],
  [new CommentSpan(), ' - -- > -->x', ' - -- > -->'],
  [new DeclarationSpan(), 'doctype ">"', 'doctype ">'],
  [new InstructionSpan(), 'xml a > ? > ?>x', 'xml a > ? > ?>'],
  [new DoctypeSpan(), 'html [<!ENTITY a "]>">]>x', 'html [<!ENTITY a "]>">]>'],
])('finds the end: %o %j', (span, text, wanted) => {
  expect(whole(span, text)).toBe(wanted);
});

it('knows a tag that closes itself', () => {
  const closes = (text: string): boolean => {
    const span = new TagSpan();
    whole(span, text);
    return span.selfClosing;
  };
  expect(['/>', ' a="/" />', ' a="/">', '>', ' / b>'].map(closes)).toEqual([true, true, false, false, false]);
});
