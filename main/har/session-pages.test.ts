import { expect, it } from 'vitest';
import type { SessionReader } from '../model/protocol.ts';
import { putAction, putError, putPage } from '../store/fixtures/records.ts';
import { isAfter, sessionRows } from './session-pages.ts';
import { MemorySession } from './test/memory-session.ts';
import { frameWord, sampleExchange, wordsOf } from './test/sample-exchange.ts';

async function count(items: AsyncIterable<unknown>): Promise<number> {
  let found = 0;
  for await (const _item of items) found++;
  return found;
}

it('goes on through pages that are shorter than asked for', async () => {
  const session = new MemorySession(
    Array.from({ length: 10 }, (_, i) => wordsOf(sampleExchange({ id: String(i + 1) }))).flat(),
  );
  expect(await count(sessionRows.exchanges(session))).toBe(10);
  expect(await count(sessionRows.logs(session))).toBe(0);
  for (const id of [1, 2, 3, 4]) session.write(putError(id));
  for (const id of ['1', 'p1', '1~1', '1~2']) session.write(putPage(id));
  for (const id of [1, 2, 3, 4]) session.write(putAction(id));
  expect(await count(sessionRows.errors(session))).toBe(4);
  expect(await count(sessionRows.pages(session))).toBe(4);
  expect(await count(sessionRows.actions(session))).toBe(4);
});

it('asks for fewer frames at once while they are large, for more while they are small', async () => {
  const asked = async (text: string): Promise<number[]> => {
    const limits: number[] = [];
    const reader: Pick<SessionReader, 'frames'> = {
      frames: async (_filter, page) => {
        limits.push(page.limit);
        const { frames } = new MemorySession([frameWord({ id: String(limits.length) }, text)]);
        return limits.length > 4 ? { rows: [], total: 0 } : frames({}, { limit: 1 });
      },
    };
    await count(sessionRows.frames(reader as SessionReader, {}));
    return limits;
  };
  expect(await asked('small')).toEqual([16, 32, 64, 128, 256]);
  expect(await asked('x'.repeat(5 * 1024 * 1024))).toEqual([16, 8, 4, 2, 1]);
});

it('compares ids as numbers', () => {
  expect([isAfter('10', '9'), isAfter('9', '10'), isAfter('9', '9')]).toEqual([true, false, false]);
});
