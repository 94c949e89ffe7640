import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { addAbsentOptions } from './absent.ts';

function parse(...args: string[]): string[] {
  const said: string[] = [];
  const program = new Command().action(() => undefined).exitOverride();
  addAbsentOptions(program, (sentence) => said.push(sentence));
  program.parse(args, { from: 'user' });
  return said;
}

describe('what this version does not have', () => {
  it('is said once for each flag, and not for a flag that asks for nothing', () => {
    expect(parse('--metrics', 'a', '--metrics', 'b', '--otlp-port', '0')).toHaveLength(2);
    expect(parse('--otlp-port', 'off')).toEqual([]);
  });
});
