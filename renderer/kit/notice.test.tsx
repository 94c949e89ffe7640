import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { NoticeLine } from './notice.tsx';

it('interrupts for errors only', () => {
  expect(renderToStaticMarkup(<NoticeLine level="error" title="The disk is full." />)).toContain('role="alert"');
  const calm = renderToStaticMarkup(<NoticeLine level="warning" title="First 2.0 MB kept." />);
  expect(calm).toContain('First 2.0 MB kept.');
  expect(calm).not.toContain('role="alert"');
});
