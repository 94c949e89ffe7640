import { describe, expect, it } from 'vitest';
import { toEndpoint } from './endpoint-template.ts';

describe('endpoint template', () => {
  it.each([
    ['http://h:1/api/orders/9131/items?full=1', '/api/orders/:id/items'],
    ['http://h/api/users/3f2b8c1e-9d4a-4b6f-8e2a-1c3d5e7f9a0b', '/api/users/:id'],
    ['http://h/api/blobs/9f86d081884c7d65', '/api/blobs/:id'],
    ['http://h/api/jobs/01J2K8Z9QX3M4N5P6R7S8T9V0W', '/api/jobs/:id'],
    ['http://h/api/carts/c_4410', '/api/carts/:id'],
    ['http://h/api/v1/checkout', '/api/v1/checkout'],
    ['http://h/feedback', '/feedback'],
    ['http://h', '/'],
  ])('%s is %s', (url, endpoint) => {
    expect(toEndpoint(url, 'fetch')).toBe(endpoint);
  });

  it('puts files of one folder together', () => {
    expect(toEndpoint('http://h/src/components/A.vue?t=1', 'script')).toBe('/src/**');
    expect(toEndpoint('http://h/favicon.ico', 'image')).toBe('/favicon.ico');
  });
});
