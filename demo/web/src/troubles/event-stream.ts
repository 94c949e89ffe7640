// Demo, front end: a short event stream that is read to its end.
import type { Trouble } from './trouble.ts';

export const eventStream: Trouble = {
  id: 'event-stream',
  label: 'Event stream',
  hint: 'Five messages with ids and an event named end.',
  run: () =>
    new Promise((done) => {
      const source = new EventSource('/events/countdown');
      let count = 0;
      source.onmessage = () => (count += 1);
      source.addEventListener('end', () => {
        source.close();
        done(`${count} messages`);
      });
      source.onerror = () => {
        source.close();
        done(`ended early after ${count} messages`);
      };
    }),
};
