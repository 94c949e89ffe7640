import { describe, expect, it } from 'vitest';
import { commandText, durationText, endText, noteLine } from './process-words.ts';

describe('what is said of a process', () => {
  it('spells a command as it would be typed', () => {
    expect(commandText('npm run dev && x')).toBe('npm run dev && x');
    expect(commandText(['go', 'run', './cmd/api'])).toBe('go run ./cmd/api');
    expect(commandText(['node', '-e', "say('a b')", ''])).toBe(`node -e 'say('\\''a b'\\'')' ''`);
  });

  it('says how it ended', () => {
    expect(endText({ exitCode: 1 }, 3_210)).toBe('exited with code 1 after 3.2 s');
    expect(endText({ signal: 'SIGKILL' }, 125_000)).toBe('was ended by SIGKILL after 2 min 5 s');
  });

  it.each([
    [59_940, '59.9 s'],
    [59_999, '1 min 0 s'],
    [3_599_999, '1 h 0 min'],
    [12_000_000, '3 h 20 min'],
  ])('names %d ms', (durationMs, text) => {
    expect(durationText(durationMs)).toBe(text);
  });

  it('notes as a structured log line', () => {
    expect(noteLine('warn', 'exited', { exitCode: 1 })).toBe('{"level":"warn","msg":"exited","exitCode":1}\n');
  });
});
