import { describe, expect, it } from 'vitest';
import { splitUrl } from './exchange-detail.tsx';

describe('the detail’s head', () => {
  it('sets the host apart from path and query', () => {
    expect(splitUrl('http://127.0.0.1:8888/api/v1/checkout?x=1')).toEqual({
      host: '127.0.0.1:8888',
      path: '/api/v1/checkout?x=1',
    });
    expect(splitUrl('https://h')).toEqual({ host: 'h', path: '/' });
    expect(splitUrl('*')).toEqual({ host: '', path: '*' });
  });
});
