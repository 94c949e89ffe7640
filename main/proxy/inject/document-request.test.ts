import { expect, it } from 'vitest';
import { readRequestHead } from '../request-head.ts';
import { isDocumentRequest, withoutConditions } from './document-request.ts';

const NAVIGATION = ['Accept', 'text/html,application/xhtml+xml;q=0.9,*/*;q=0.8'];

it.each<[string, readonly string[], boolean]>([
  ['GET', ['Sec-Fetch-Dest', 'document'], true],
  ['POST', ['sec-fetch-dest', 'document'], true],
  ['GET', ['Sec-Fetch-Dest', 'iframe'], true],
  ['GET', ['Sec-Fetch-Dest', 'frame'], true],
  ['HEAD', ['Sec-Fetch-Dest', 'document'], false],
  ['PUT', ['Sec-Fetch-Dest', 'document'], false],
  ['GET', ['Sec-Fetch-Dest', 'empty', ...NAVIGATION], false],
  ['GET', ['Sec-Fetch-Dest', 'script', ...NAVIGATION], false],
  ['GET', NAVIGATION, true],
  ['GET', ['Accept', '*/*'], false],
  ['GET', [], false],
  ['GET', [...NAVIGATION, 'X-Requested-With', 'XMLHttpRequest'], false],
  ['GET', [...NAVIGATION, 'HX-Request', 'true'], false],
])('%s with %j asks for a document: %s', (method, rawHeaders, wanted) => {
  expect(isDocumentRequest({ method, rawHeaders })).toBe(wanted);
});

it('asks for the whole document, but leaves requests for a part alone', () => {
  const head = (...rawHeaders: string[]) =>
    withoutConditions(readRequestHead({ headers: {}, rawHeaders, httpVersionMajor: 1, httpVersionMinor: 1 } as never));
  expect(head('A', '1', 'IF-None-Match', '"a"', 'If-Modified-Since', 'x', 'B', '2').rawHeaders).toEqual([
    'A',
    '1',
    'B',
    '2',
  ]);
  expect(head('If-None-Match', '"a"', 'Range', 'bytes=0-1').rawHeaders).toHaveLength(4);
});
