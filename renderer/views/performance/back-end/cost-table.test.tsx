// @vitest-environment jsdom
import { fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { asked, resetAsked } from '../../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../../test/render.tsx';
import { CostTable } from './cost-table.tsx';
import { sampleProfile } from './profile-sample.ts';

vi.mock('../../../store/commands.ts', () => import('../../../test/commands-stub.ts'));
beforeEach(resetAsked);
afterEach(cleanup);

const profile = sampleProfile({
  ...{ kind: 'cpu', unit: 'nanoseconds', total: 200e6, durationMs: 5_000, groups: [] },
  costs: [
    { frame: { functionName: 'main.handle', file: '/src/shop/shop.go', line: 7 }, flat: 0, cumulative: 200e6 },
    { frame: { functionName: 'encoding/json.Marshal' }, flat: 150e6, cumulative: 160e6 },
  ],
});

it('sorts functions by what they cost, alone or with their calls', async () => {
  await renderWith(<CostTable profile={profile} />);
  expect(screen.getByText('200 ms in 5.00 s')).toBeTruthy();
  const names = () => screen.getAllByRole('rowheader').map(({ textContent }) => textContent);
  expect(names()).toEqual(['json.Marshal', 'main.handle']);
  fireEvent.click(screen.getByRole('button', { name: 'With calls' }));
  expect(names()).toEqual(['main.handle', 'json.Marshal']);
  expect(within(screen.getAllByRole('row')[1] as HTMLElement).getByText('100 %')).toBeTruthy();
  fireEvent.click(screen.getByRole('button', { name: 'shop.go:7' }));
  expect(asked.commands).toEqual([{ type: 'open-source', path: '/src/shop/shop.go', line: 7 }]);
});
