import { expect, test } from 'vitest';
import { FrameParser } from './frame-parser.ts';

function parse(pieces: Uint8Array[]): { words: string[]; parser: FrameParser } {
  const words: string[] = [];
  let payload: Uint8Array[] = [];
  const parser = new FrameParser({
    header: ({ final, rsv1, otherReserved, opcode, length, headerBytes }) => {
      const flags = `${final ? 'F' : ''}${rsv1 ? '1' : ''}${otherReserved ? 'R' : ''}`;
      words.push(`${flags} ${opcode} ${length}+${headerBytes}`);
      return opcode !== 15;
    },
    payload: (bytes) => {
      payload.push(bytes.slice());
      return true;
    },
    end: () => {
      words.push(Buffer.concat(payload).toString('latin1'));
      payload = [];
      return true;
    },
  });
  for (const piece of pieces) parser.push(piece);
  return { words, parser };
}

/** The examples of RFC 6455 section 5.7, and lengths at the edges of each form. */
const EXAMPLES: [string, string, string[]][] = [
  ['unmasked text', '810548656c6c6f', ['F 1 5+2', 'Hello']],
  ['masked text', '818537fa213d7f9f4d5158', ['F 1 5+6', 'Hello']],
  ['fragments', '010348656c80026c6f', [' 1 3+2', 'Hel', 'F 0 2+2', 'lo']],
  ['ping and masked pong', '890548656c6c6f8a8537fa213d7f9f4d5158', ['F 9 5+2', 'Hello', 'F 10 5+6', 'Hello']],
  ['nothing in it', '8100', ['F 1 0+2', '']],
  ['nothing in it, masked', '818037fa213d', ['F 1 0+6', '']],
  ['reserved bits', 'f100', ['F1R 1 0+2', '']],
  ['256 bytes', `827e0100${'61'.repeat(256)}`, ['F 2 256+4', 'a'.repeat(256)]],
  ['125 bytes', `827d${'61'.repeat(125)}`, ['F 2 125+2', 'a'.repeat(125)]],
  ['64 bit length', `827f0000000000000003616263`, ['F 2 3+10', 'abc']],
];

test.each(EXAMPLES)('%s, cut at every place', (_name, hex, expected) => {
  const bytes = Buffer.from(hex, 'hex');
  for (let cut = 0; cut <= bytes.length; cut++) {
    const { words, parser } = parse([bytes.subarray(0, cut), bytes.subarray(cut)]);
    expect(words).toEqual(expected);
    expect(parser.inFrame).toBe(false);
  }
  expect(parse(Array.from(bytes, (byte) => new Uint8Array([byte]))).words).toEqual(expected);
});

test('a 64 KiB and a 4 GiB frame are counted in full', () => {
  const large = Buffer.concat([Buffer.from('827f0000000000010000', 'hex'), Buffer.alloc(65_536, 0x61)]);
  expect(parse([large]).words[1]).toHaveLength(65_536);
  expect(parse([Buffer.from('827f0000000200000001', 'hex')]).words).toEqual(['F 2 8589934593+10']);
});

test('a handler that says no stops it for good', () => {
  const { words, parser } = parse([Buffer.from('8f008100', 'hex'), Buffer.from('8100', 'hex')]);
  expect(words).toEqual(['F 15 0+2']);
  expect(parser.stopped).toBe(true);
});

test('the bytes given are not changed', () => {
  const bytes = Buffer.from('818537fa213d7f9f4d5158', 'hex');
  parse([bytes]);
  expect(bytes.toString('hex')).toBe('818537fa213d7f9f4d5158');
});
