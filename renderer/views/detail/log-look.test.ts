import { expect, it } from 'vitest';
import { LOG_LEVELS } from '../../../main/model/log.ts';
import { logLook } from './log-look.ts';

it('tells levels apart by shape, not colour alone', () => {
  const shapes = LOG_LEVELS.map((level) => logLook(level).shape);
  expect(shapes).toEqual(['ring', 'ring', 'ring', 'triangle', 'square', 'square']);
});
