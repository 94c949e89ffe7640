import { expect, it } from 'vitest';
import { hasSockJsPath, unframe } from './sockjs.ts';

it('takes messages out of their frames', () => {
  expect(unframe('a["{\\"type\\":\\"ok\\"}","2"]')).toEqual(['{"type":"ok"}', '2']);
  expect(unframe('m"{}"')).toEqual(['{}']);
});

it('finds no messages in open, heartbeat and close', () => {
  expect(['o', 'h', 'c[1000,"bye"]'].map(unframe)).toEqual([[], [], []]);
});

it('leaves bare messages to others', () => {
  expect(['{"type":"ok"}', 'a{', 'again', 'm1', 'a1', ''].map(unframe)).toEqual(Array(6).fill(undefined));
});

it('knows the path of a socket, with any prefix', () => {
  expect(hasSockJsPath('/sockjs-node/160/pnyqoplv/websocket')).toBe(true);
  expect(hasSockJsPath('/ws/970/h5za4nij/websocket')).toBe(true);
  expect(hasSockJsPath('/sockjs-node')).toBe(false);
});
