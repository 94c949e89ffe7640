// Demo, back end: a chat over WebSocket. Text and binary come back, long messages compressed; it pings, and closes with the code it is asked for.

/** Messages of at least this many bytes go compressed where the browser agreed to it. */
const COMPRESS_FROM_BYTES = 512;
/** The largest message that is taken, in bytes. */
const MESSAGE_LIMIT_BYTES = 8 * 1024 * 1024;

/** @type {readonly string[]} */
const SUBPROTOCOLS = ['shop.chat.v1'];

/**
 * A text message's answer.
 * @param {import('ws').WebSocket} socket
 * @param {string} text
 */
function answerText(socket, text) {
  const [command = '', ...words] = text.split(' ');
  if (command === '/close') return socket.close(Number(words[0] ?? 1000), words.slice(1).join(' '));
  if (command === '/ping') return socket.ping('are you there?');
  if (command === '/cut') return socket.terminate();
  if (command === '/bytes')
    return socket.send(Buffer.alloc(Math.min(Number(words[0] ?? 16), MESSAGE_LIMIT_BYTES), 'shop'));
  socket.send(JSON.stringify({ from: 'shop', at: new Date().toISOString(), text }));
}

/** @type {import('../server.mjs').RouteModule} */
export const chat = {
  sockets: [
    {
      path: '/ws/chat',
      options: {
        maxPayload: MESSAGE_LIMIT_BYTES,
        perMessageDeflate: { threshold: COMPRESS_FROM_BYTES },
        handleProtocols: (offered) => SUBPROTOCOLS.find((name) => offered.has(name)) ?? false,
      },
      accept: (socket) => {
        socket.send(JSON.stringify({ from: 'shop', text: 'Welcome. How can we help?' }));
        socket.ping();
        socket.on('message', (data, isBinary) => {
          if (isBinary) socket.send(data, { binary: true });
          else answerText(socket, data.toString());
        });
      },
    },
  ],
};
