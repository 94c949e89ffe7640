import { describe, expect, it } from 'vitest';
import { FORM_FIELDS_LIMIT, formFields, queryFields } from './form-fields.ts';

const FORM = 'application/x-www-form-urlencoded';

describe('queryFields', () => {
  it.each([
    ['http://h/', []],
    ['http://h/?', []],
    ['http://h/#?a=1', []],
    [
      'http://h/?a=1&a=%zz&b',
      [
        ['a', '1'],
        ['a', '%zz'],
        ['b', ''],
      ],
    ],
  ])('%s', (url, expected) => {
    expect(queryFields(url).map(({ name, value }) => [name, value])).toEqual(expected);
  });
});

describe('formFields', () => {
  it('knows forms only', () => {
    expect(formFields('a=1', 'text/plain')).toBeUndefined();
    expect(formFields('a=1', `${FORM}; charset=utf-8`)).toEqual([{ name: 'a', value: '1' }]);
  });

  it('reads parts of a quoted boundary, names with quotes, and leaves out what has no name', () => {
    const part = (head: string, content: string) => `--b b\r\n${head}\r\n\r\n${content}\r\n`;
    const text = `${part('Content-Disposition: form-data; name="a \\"q\\""', 'x\r\ny')}${part('X: y', 'z')}--b b--`;
    expect(formFields(text, 'multipart/form-data; boundary="b b"')).toEqual([{ name: 'a \\"q\\"', value: 'x\r\ny' }]);
  });

  it('stops at its limit', () => {
    const pairs = 'a&'.repeat(FORM_FIELDS_LIMIT + 5);
    expect(formFields(pairs, FORM)).toHaveLength(FORM_FIELDS_LIMIT);
    const parts = '--b\r\nContent-Disposition: form-data; name="a"\r\n\r\nx\r\n'.repeat(FORM_FIELDS_LIMIT + 5);
    expect(formFields(parts, 'multipart/form-data; boundary=b')).toHaveLength(FORM_FIELDS_LIMIT);
  });
});
