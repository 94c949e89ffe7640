import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { Check, Chip, Query } from './controls.tsx';

const nothing = () => undefined;

describe('controls', () => {
  it('say to assistive technology what they are set to', () => {
    expect(renderToStaticMarkup(<Chip on onClick={nothing} children="All" />)).toContain('aria-pressed="true"');
    expect(renderToStaticMarkup(<Check checked={false} onChange={nothing} children="Fold" />)).toContain(
      'aria-checked="false"',
    );
  });

  it('names the filter and marks a faulty one', () => {
    const html = renderToStaticMarkup(<Query value="x" onChange={nothing} label="Filter" fault="op:nope" />);
    expect(html).toContain('aria-label="Filter"');
    expect(html).toContain('aria-invalid="true"');
    expect(html).toContain('op:nope');
  });
});
