import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { GridRow } from './grid-row.tsx';

it('says where it stands among all rows and whether it is selected', () => {
  const html = renderToStaticMarkup(
    <GridRow
      row="x"
      id="42"
      domId="row-7"
      index={7}
      top={175}
      columns={[{ id: 'a', label: 'A', align: 'end', cell: (row: string) => row }]}
      selected
      look="err"
    />,
  );
  expect(html).toContain('aria-rowindex="9"');
  expect(html).toContain('aria-selected="true"');
  expect(html).toContain('class="gr sel err"');
  expect(html).toContain('translateY(175px)');
});
