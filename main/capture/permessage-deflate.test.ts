import { constants, createDeflateRaw, deflateRawSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { MessageInflater, parseDeflateAgreement } from './permessage-deflate.ts';

test.each([
  ['', undefined],
  ['x-custom; permessage-deflate', undefined],
  ['permessage-deflate', { out: false, in: false }],
  ['permessage-deflate; client_no_context_takeover', { out: true, in: false }],
  ['Permessage-Deflate ;server_no_context_takeover; client_max_window_bits=15', { out: false, in: true }],
  ['foo, permessage-deflate; server_no_context_takeover;client_no_context_takeover', { out: true, in: true }],
])('%s', (extensions, noContextTakeover) => {
  expect(parseDeflateAgreement(extensions)?.noContextTakeover).toEqual(noContextTakeover);
});

function collect(noContextTakeover = false): { inflater: MessageInflater; text: () => string } {
  const pieces: Uint8Array[] = [];
  return {
    inflater: new MessageInflater(noContextTakeover, (piece) => pieces.push(piece)),
    text: () => Buffer.concat(pieces.splice(0)).toString(),
  };
}

/** The examples of RFC 7692, sections 7.2.3.1 to 7.2.3.5. */
test.each([
  ['one block', ['f248cdc9c90700']],
  ['two messages that share a window', ['f248cdc9c90700', 'f200110000']],
  ['no compression', ['000500faff48656c6c6f00']],
  ['a block marked as the last', ['f348cdc9c9070000']],
  ['a last block, then a message', ['f348cdc9c9070000', 'f248cdc9c90700']],
  ['two blocks in one message', ['f248050000 00ffffcac9c90700'.replace(' ', '')]],
])('RFC 7692: %s', (_name, messages) => {
  const { inflater, text } = collect();
  for (const message of messages) {
    for (const byte of Buffer.from(message, 'hex')) inflater.write(new Uint8Array([byte]));
    inflater.end();
    expect(text()).toBe('Hello');
  }
  inflater.close();
});

test('without context takeover a message that leans on the one before is refused', () => {
  const { inflater, text } = collect(true);
  inflater.write(Buffer.from('f248cdc9c90700', 'hex'));
  inflater.end();
  expect(text()).toBe('Hello');
  expect(() => {
    inflater.write(Buffer.from('f200110000', 'hex'));
    inflater.end();
  }).toThrow();
});

test.each([8, 9, 12, 15])('messages of a sender with a window of 2^%d bytes', async (windowBits) => {
  const sender = createDeflateRaw({ windowBits });
  const { inflater, text } = collect();
  for (let round = 0; round < 20; round++) {
    const message = `${'chair table lamp '.repeat(round * 40)}${round}`;
    const done = new Promise<void>((resolve) => {
      sender.write(message);
      sender.flush(constants.Z_SYNC_FLUSH, () => resolve());
    });
    await done;
    const coded = sender.read() as Buffer;
    inflater.write(coded.subarray(0, -4));
    inflater.end();
    expect(text()).toBe(message);
  }
  sender.close();
  inflater.close();
});

test('last blocks in the middle of a message do not lose what follows', () => {
  const { inflater, text } = collect();
  inflater.write(Buffer.concat([deflateRawSync('one '), deflateRawSync('two')]));
  inflater.end();
  expect(text()).toBe('one two');
});

test('an empty message has nothing in it', () => {
  const { inflater, text } = collect();
  inflater.end();
  inflater.write(new Uint8Array([0]));
  inflater.end();
  expect(text()).toBe('');
});

test('what is no deflate data is refused', () => {
  const { inflater } = collect();
  expect(() => inflater.write(Buffer.alloc(9, 0xff))).toThrow();
});
