import { expect, test } from 'vitest';
import type { LogRecord } from '../../model/log.ts';
import { ALL_SAMPLES, ARRIVED, SAMPLES } from './fixtures/samples.ts';
import { OutputLogs, type OutputError } from './output-logs.ts';

function read(...pieces: readonly string[]) {
  const put: LogRecord[] = [];
  const errors: OutputError[] = [];
  let id = 0;
  const logs = new OutputLogs({
    nextId: () => String(++id),
    put: (record) => put.push(record),
    onError: (error) => errors.push(error),
    dropped: (lines) => expect(lines).toBe(0),
  });
  for (const text of pieces) logs.accept({ type: 'output', at: ARRIVED, name: 'api', stream: 'stdout', text });
  logs.flush(Infinity);
  return { records: [...new Map(put.map((record) => [record.id, record])).values()], errors };
}

/** Lines that say something. */
const linesOf = (text: string): number => text.split('\n').filter((line) => line.trim() !== '').length;
/** Lines that records have; the stack in a field of JSON is none. */
const linesIn = (records: readonly LogRecord[]): number =>
  records.reduce(
    (sum, { more, format }) => sum + 1 + (more === undefined || format === 'pino' ? 0 : more.split('\n').length),
    0,
  );

test('six of each kind', () => {
  expect(Object.values(SAMPLES).map((samples) => samples.length)).toEqual([6, 6, 6, 6]);
});

test.each(ALL_SAMPLES)('$name', ({ text, record, error, others = 0 }) => {
  const { records, errors } = read(`${text}\n`);
  expect(records).toHaveLength(1 + others);
  expect(records[0]).toMatchObject(record);
  if (record.at !== undefined) expect(records[0]?.at).toBeCloseTo(record.at, 2);
  expect(errors.map(({ name, message }) => ({ name, message }))).toEqual(error ? [error] : []);
});

test('records of a sample keep every line of it', () => {
  for (const { text } of ALL_SAMPLES) {
    const { records } = read(`${text}\n`);
    expect(linesIn(records)).toBe(linesOf(text));
  }
});

test('cut anywhere and never finished, nothing is lost and nothing is thrown', () => {
  for (const { text } of ALL_SAMPLES) {
    const step = Math.max(1, Math.floor(text.length / 400));
    for (let cut = 1; cut < text.length; cut += step) {
      const head = text.slice(0, cut);
      expect(linesIn(read(head).records)).toBe(linesOf(head));
    }
  }
});

test('read in two pieces, it is the same', () => {
  for (const { text } of ALL_SAMPLES) {
    const whole = read(`${text}\n`);
    const step = Math.max(1, Math.floor(text.length / 100));
    for (let cut = 1; cut < text.length; cut += step) {
      expect(read(text.slice(0, cut), `${text.slice(cut)}\n`)).toEqual(whole);
    }
  }
});

test('lines of random bytes are records, each', () => {
  let seed = 7;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const words = ['{"', '"}', 'level=', '[', '\t', '  at ', 'panic: ', '\u001B[31m', '\u0000', '=', '"', 'Traceback'];
  for (let round = 0; round < 300; round++) {
    const lines = Array.from({ length: 20 }, () => {
      const bytes = Buffer.from(Array.from({ length: 1 + random(60) }, () => 32 + random(224)));
      return `x${words[random(words.length)] ?? ''}${bytes.toString('utf8').replaceAll(/[^\P{C}]/gu, '')}`;
    });
    const { records } = read(`${lines.join('\n')}\n`);
    expect(linesIn(records)).toBe(lines.length);
  }
});

test('all samples at once, one after the other, keep their order', () => {
  const { records } = read(`${ALL_SAMPLES.map(({ text }) => text).join('\n')}\n`);
  const ids = records.map(({ id }) => Number(id));
  expect(ids).toEqual([...ids].sort((a, b) => a - b));
  expect(records.length).toBeGreaterThanOrEqual(ALL_SAMPLES.length);
});
