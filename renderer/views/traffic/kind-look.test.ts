import { expect, it } from 'vitest';
import { chipColour, laneColour } from './kind-look.ts';

it('has a colour for every kind, and chips of plain assets have none', () => {
  expect(laneColour('websocket')).toBe('var(--lane-websocket)');
  expect(laneColour('font')).toBe('var(--lane-asset)');
  expect(chipColour('fetch')).toBe('var(--lane-fetch)');
  expect(chipColour('image')).toBeUndefined();
});
