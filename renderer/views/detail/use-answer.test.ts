import { describe, expect, it } from 'vitest';
import { toAnswer } from './use-answer.ts';

describe('answers', () => {
  it('is busy before the first answer, and not when nothing is asked', () => {
    expect(toAnswer(undefined, 'a', '1')).toEqual({ busy: true });
    expect(toAnswer(undefined, undefined, '1')).toEqual({ busy: false });
  });

  it('keeps the answer before while the same subject is asked again', () => {
    const held = { subject: 'a', key: '1', value: 7 };
    expect(toAnswer(held, 'a', '1')).toEqual({ value: 7, busy: false });
    expect(toAnswer(held, 'a', '2')).toEqual({ value: 7, busy: true });
  });

  it('shows nothing of another subject', () => {
    expect(toAnswer({ subject: 'a', key: '1', value: 7 }, 'b', '1')).toEqual({ busy: true });
  });

  it('says why a question failed until it is asked again', () => {
    const held = { subject: 'a', key: '1', error: 'gone' };
    expect(toAnswer(held, 'a', '1')).toEqual({ error: 'gone', busy: false });
    expect(toAnswer(held, 'a', '2')).toEqual({ busy: true });
  });
});
