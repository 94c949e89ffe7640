// Demo, front end: a talk over a WebSocket with every sort of frame.
import { socketUrl } from '../live/socket-url.ts';
import type { Trouble } from './trouble.ts';

/** Long enough to go compressed. */
const LONG_TEXT = 'Do you have this in blue? '.repeat(200);
const BINARY = Uint8Array.from({ length: 256 }, (_, i) => i);
/** Welcome, then an answer to each of the five messages that get one. */
const EXPECTED_ANSWERS = 6;

function talk(): Promise<string> {
  const socket = new WebSocket(socketUrl('/ws/chat'), 'shop.chat.v1');
  socket.binaryType = 'arraybuffer';
  let received = 0;
  return new Promise((done, failed) => {
    socket.onopen = () => {
      socket.send('Hello');
      socket.send(JSON.stringify({ kind: 'question', productId: 'mug', tags: ['blue', 'stoneware'] }));
      socket.send(LONG_TEXT);
      socket.send(BINARY);
      socket.send('/ping');
      socket.send('/bytes 2048');
    };
    socket.onmessage = () => {
      received += 1;
      if (received === EXPECTED_ANSWERS) socket.send('/close 4001 Shop is closing');
    };
    socket.onclose = (end) => done(`${received} messages, closed with ${end.code} ${end.reason}`);
    socket.onerror = () => failed(new Error('The chat did not open'));
  });
}

export const chatSocket: Trouble = {
  id: 'chat-socket',
  label: 'Chat socket',
  hint: 'Text, JSON, binary, a compressed message, pings, and a close with code 4001.',
  run: talk,
};
