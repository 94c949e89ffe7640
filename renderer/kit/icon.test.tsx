import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { BrandMark, Icon } from './icon.tsx';

it('is hidden from assistive technology, as what it means is said in words', () => {
  for (const html of [renderToStaticMarkup(<Icon name="copy" small />), renderToStaticMarkup(<BrandMark />)])
    expect(html).toContain('aria-hidden="true"');
});
