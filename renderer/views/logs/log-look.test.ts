import { expect, it } from 'vitest';
import { LOG_LEVELS } from '../../../main/model/log.ts';
import { LEVEL_LOOKS, sourceColour } from './log-look.ts';

it('gives each level a shape of its own', () => {
  expect(new Set(LOG_LEVELS.map((level) => LEVEL_LOOKS[level].shape)).size).toBe(LOG_LEVELS.length);
});

it('gives a source the same colour each time', () => {
  expect(sourceColour('process:api')).toBe(sourceColour('process:api'));
  expect(sourceColour('browser')).not.toBe(sourceColour('http'));
});
