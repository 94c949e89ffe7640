import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { Mark } from './mark.tsx';

it('hides a mark that a text explains and names one that stands alone', () => {
  expect(renderToStaticMarkup(<Mark shape="dot" tone="ok" />)).toContain('aria-hidden="true"');
  const named = renderToStaticMarkup(<Mark shape="triangle" tone="client" label="Body cut" />);
  expect(named).toContain('role="img"');
  expect(named).toContain('aria-label="Body cut"');
});
