import { readFileSync } from 'node:fs';
import { PassThrough } from 'node:stream';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { createRunOutput } from './run-output.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../e2e/fixtures/contract.schema.json', import.meta.url), 'utf8'),
) as { $id?: string };
const ajv = new Ajv2020({ strict: false });
ajv.addSchema(schema, 'contract');

function isValid(kind: string, line: string): boolean {
  return ajv.validate(`contract#/$defs/${kind}`, JSON.parse(line)) === true;
}

function run(json: boolean): { readonly out: string[]; readonly said: string } {
  const stdout = new PassThrough();
  const stderr = new PassThrough();
  const output = createRunOutput(json, stdout, stderr);
  output.ready(
    {
      ...{ proxy: 'http://127.0.0.1:1', dashboard: 'http://127.0.0.1:2/?token=x', otlp: 'http://127.0.0.1:4318' },
      ...{ session: '/s.tline', pid: 3 },
    },
    'http://localhost:5173',
  );
  output.closed({ session: '/s.tline', har: '/s.har', exchanges: 1, dropped: 2 });
  const text = String(stdout.read() ?? '');
  return { out: text.split('\n').filter((line) => line !== ''), said: String(stderr.read()) };
}

describe('createRunOutput', () => {
  it('prints the lines that other programs rely on with --json', () => {
    const { out } = run(true);
    expect(out).toHaveLength(2);
    expect(isValid('ready', out[0]!)).toBe(true);
    expect(isValid('closed', out[1]!)).toBe(true);
    expect(JSON.parse(out[0]!)).toMatchObject({
      event: 'ready',
      proxy: 'http://127.0.0.1:1',
      otlp: 'http://127.0.0.1:4318',
      pid: 3,
    });
    expect(JSON.parse(out[1]!)).toEqual({
      event: 'closed',
      session: '/s.tline',
      har: '/s.har',
      exchanges: 1,
      dropped: 2,
    });
  });

  it('prints the same lines for a file that is only shown', () => {
    const stdout = new PassThrough();
    const output = createRunOutput(true, stdout, new PassThrough());
    output.opened({ dashboard: 'http://127.0.0.1:2/?token=x', session: '/s.har', pid: 3 });
    output.left({ session: '/s.har', exchanges: 5, dropped: 0 });
    const [ready, closed] = String(stdout.read()).split('\n') as [string, string];
    expect([isValid('ready', ready), isValid('closed', closed)]).toEqual([true, true]);
    expect(JSON.parse(ready)).toMatchObject({ event: 'ready', proxy: '', session: '/s.har' });
    expect(JSON.parse(closed)).toMatchObject({ event: 'closed', exchanges: 5 });
  });

  it('keeps stdout for the command without it, and tells the person the same on stderr', () => {
    const { out, said } = run(false);
    expect(out).toEqual([]);
    for (const part of [
      'http://127.0.0.1:1 → http://localhost:5173',
      'token=x',
      '/s.tline',
      '1 request ',
      '2 details',
      '/s.har',
    ]) {
      expect(said).toContain(part);
    }
  });
});
