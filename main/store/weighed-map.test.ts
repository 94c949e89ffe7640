import { expect, test } from 'vitest';
import { createWeighedMap } from './weighed-map.ts';

const put = (id: string, weight: number) => ({ id, weight });

test('the newest of an id counts, at its place and with its weight', () => {
  const map = createWeighedMap<ReturnType<typeof put>>(({ weight }) => weight);
  map.put(put('1', 10));
  map.put(put('2', 5));
  map.put(put('1', 7));
  expect([...map.records.values()]).toEqual([put('1', 7), put('2', 5)]);
  expect(map.bytes()).toBe(12);
});

test('the oldest go until few enough are left', () => {
  const map = createWeighedMap<ReturnType<typeof put>>(({ weight }) => weight);
  for (const id of ['1', '2', '3']) map.put(put(id, Number(id)));
  expect([map.shedTo(5), map.shedTo(1)]).toEqual([0, 2]);
  expect([[...map.records.keys()], map.bytes()]).toEqual([['3'], 3]);
  map.clear();
  expect([map.records.size, map.bytes()]).toEqual([0, 0]);
});
