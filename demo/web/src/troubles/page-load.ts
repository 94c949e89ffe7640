// Demo, front end: the whole page again, in a frame of its own that is taken away when it has loaded.
import type { Trouble } from './trouble.ts';

export const pageLoad: Trouble = {
  id: 'page-load',
  label: 'Page load',
  hint: 'The document, its modules, styles, sockets and event stream once more.',
  run: () =>
    new Promise((done) => {
      const frame = document.createElement('iframe');
      frame.title = 'The shop once more';
      frame.hidden = true;
      frame.src = '/';
      frame.onload = () => {
        const count = frame.contentWindow?.performance.getEntriesByType('resource').length ?? 0;
        frame.remove();
        done(`${count + 1} requests`);
      };
      document.body.append(frame);
    }),
};
