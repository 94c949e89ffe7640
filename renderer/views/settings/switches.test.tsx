// @vitest-environment jsdom
import { fireEvent, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DEFAULT_SWITCHES, type Switches } from '../../../main/model/config.ts';
import { sampleSession } from '../../store/row-sample.ts';
import { asked, resetAsked } from '../../test/commands-stub.ts';
import { cleanup, renderWith } from '../../test/render.tsx';
import { SWITCH_GROUPS, SwitchSections } from './switches.tsx';

vi.mock('../../store/commands.ts', () => import('../../test/commands-stub.ts'));
beforeEach(resetAsked);
afterEach(cleanup);

const show = (switches?: Partial<Switches>) =>
  renderWith(<SwitchSections />, {
    session: sampleSession([], switches ? { switches: { ...DEFAULT_SWITCHES, ...switches } } : {}),
  });
const all = () => screen.getAllByRole<HTMLInputElement>('switch');

describe('SwitchSections', () => {
  it('has a switch for everything that may be done', () => {
    expect(SWITCH_GROUPS.flatMap(({ names }) => names).sort()).toEqual(Object.keys(DEFAULT_SWITCHES).sort());
  });

  it('shows how each stands and turns it', async () => {
    await show({ repairMapCors: true });
    expect(all().map((one) => one.checked)).toEqual([true, true, true, true, false, false, false, true]);
    fireEvent.click(screen.getByRole('switch', { name: /^Put the page agent into documents/ }));
    expect(asked.commands).toEqual([{ type: 'set-switches', switches: { inject: false } }]);
  });

  it('turns off what only the agent does while there is none', async () => {
    await show({ inject: false });
    expect(all().map((one) => one.disabled)).toEqual([false, true, true, false, false, false, false, false]);
  });

  it('can’t be turned where nothing is recorded', async () => {
    await show();
    expect(all().every((one) => one.disabled)).toBe(true);
    expect(screen.getAllByText('Switches act only while recording.')).toHaveLength(SWITCH_GROUPS.length);
  });
});
