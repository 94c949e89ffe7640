// Demo, front end: a picture and a font, fetched anew each time.
import type { Trouble } from './trouble.ts';

let round = 0;

function loadPicture(url: string): Promise<string> {
  return new Promise((done, failed) => {
    const picture = new Image();
    picture.onload = () => done(`${picture.naturalWidth} × ${picture.naturalHeight} picture`);
    picture.onerror = () => failed(new Error('The picture did not load'));
    picture.src = url;
  });
}

async function loadFont(url: string): Promise<string> {
  const font = await new FontFace('Shop digits', `url(${url})`).load();
  return `font ${font.family}`;
}

export const media: Trouble = {
  id: 'media',
  label: 'Image and font',
  hint: 'A PNG from the back end and a WOFF2 from the front end, previewed in the detail.',
  run: async () => {
    round += 1;
    const loaded = await Promise.all([
      loadPicture(`/api/picture.png?${round}`),
      loadFont(`/shop-digits.woff2?${round}`),
    ]);
    return loaded.join(', ');
  },
};
