import { describe, expect, it } from 'vitest';
import { inWorkspace, linkAddress } from './link.ts';

describe('linkAddress', () => {
  it('follows the page: its host, its security and the workspace it shows', () => {
    expect(linkAddress({ protocol: 'http:', host: '127.0.0.1:5', search: '?workspace=file-1' })).toBe(
      'ws://127.0.0.1:5/link?workspace=file-1',
    );
    expect(linkAddress({ protocol: 'https:', host: 'a.test', search: '' })).toBe('wss://a.test/link');
  });
});

describe('inWorkspace', () => {
  it('names the workspace of an opened file and leaves the live one unnamed', () => {
    expect(inWorkspace('/body/1/response', '')).toBe('/body/1/response');
    expect(inWorkspace('/body/1/response', '?workspace=file-2')).toBe('/body/1/response?workspace=file-2');
    expect(inWorkspace('/body/1/response?raw', '?a=b&workspace=file-2')).toBe('/body/1/response?raw&workspace=file-2');
  });
});
