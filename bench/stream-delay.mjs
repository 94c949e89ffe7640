// Bench: how long an event of a stream is under way, from the server's write to the reader's callback.
import http from 'node:http';

const now = () => performance.timeOrigin + performance.now();

/** Delays in milliseconds of `count` events read from `url`, in the order they came. */
export function measureStreamDelay(url, count) {
  return new Promise((resolve, reject) => {
    const delays = [];
    const request = http.get(`${url}/events`, { agent: false }, (response) => {
      response.setEncoding('utf8');
      response.on('data', (text) => {
        const at = now();
        for (const [, sentAt] of text.matchAll(/^data: (.+)$/gm)) delays.push(at - Number(sentAt));
        if (delays.length >= count) {
          request.destroy();
          resolve(delays.slice(0, count));
        }
      });
      response.on('error', (error) => (delays.length >= count ? undefined : reject(error)));
    });
    request.on('error', (error) => (delays.length >= count ? undefined : reject(error)));
  });
}
