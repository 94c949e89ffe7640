import { expect, test } from 'vitest';
import { BASE64_DIGITS, NOT_A_DIGIT } from './base64-digits.ts';

test('digits have the values of the alphabet, and nothing else has one', () => {
  const valueOf = (text: string) => [...text].map((character) => BASE64_DIGITS[character.charCodeAt(0)]);
  expect(valueOf('AZaz09+/')).toEqual([0, 25, 26, 51, 52, 61, 62, 63]);
  expect(valueOf('=-_ %')).toEqual([NOT_A_DIGIT, NOT_A_DIGIT, NOT_A_DIGIT, NOT_A_DIGIT, NOT_A_DIGIT]);
});
