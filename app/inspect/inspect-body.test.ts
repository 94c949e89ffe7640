import { expect, it } from 'vitest';
import { bodyInfo } from '../../main/har/test/sample-exchange.ts';
import { needsBytes, toInspectBody, toInspectBodyWithContent } from './inspect-body.ts';

const BYTES = { raw: Buffer.from('zz'), decoded: Buffer.from('decoded') };

it('decodes only what is coded to tell its size', () => {
  expect(needsBytes(bodyInfo('x'))).toBe(false);
  expect(needsBytes(bodyInfo('', { encoding: 'gzip' }))).toBe(false);
  expect(needsBytes(bodyInfo('x', { encoding: 'gzip' }))).toBe(true);
});

it('tells sizes on the wire and decoded', () => {
  expect(toInspectBody(bodyInfo('zz', { encoding: 'gzip' }), BYTES)).toMatchObject({ size: 2, decodedSize: 7 });
  expect(toInspectBody(bodyInfo('zz', { sizeBytes: 9, truncated: true }))).toMatchObject({ size: 9, decodedSize: 9 });
  // Imported: decoded bytes are kept of what was smaller, or larger, on the wire.
  expect(toInspectBody(bodyInfo('decoded', { sizeBytes: 2 }))).toMatchObject({ size: 2, decodedSize: 7 });
  expect(toInspectBody(bodyInfo('a', { sizeBytes: 25 }))).toMatchObject({ size: 25, decodedSize: 1 });
});

it('gives content as text or base64, also where there is none', () => {
  const info = bodyInfo('zz', { encoding: 'gzip', contentType: 'text/plain' });
  expect(toInspectBodyWithContent(info, BYTES)).toMatchObject({ text: 'decoded', encoding: 'gzip' });
  expect(toInspectBodyWithContent({ ...info, contentType: 'image/png' }, BYTES)).toMatchObject({
    base64: 'ZGVjb2RlZA==',
  });
  expect(toInspectBodyWithContent(bodyInfo(''), undefined)).toEqual({
    ...{ size: 0, decodedSize: 0, truncated: false, complete: true, text: '' },
  });
});
