import { expect, it } from 'vitest';
import { socketUrl } from './socket-url.ts';

it('stays on the page’s origin and follows its scheme', () => {
  expect(socketUrl('/ws/chat', { protocol: 'http:', host: '127.0.0.1:8888' })).toBe('ws://127.0.0.1:8888/ws/chat');
  expect(socketUrl('/ws/chat', { protocol: 'https:', host: 'shop.test' })).toBe('wss://shop.test/ws/chat');
});
