import { describe, expect, it } from 'vitest';
import { sampleEvent, sampleFrame } from './message-sample.ts';
import { fromBase64, toPayload } from './payload-bytes.ts';

describe('payload bytes', () => {
  it('reads base64 byte for byte', () => {
    expect([...fromBase64('CJYB/w==')]).toEqual([8, 150, 1, 255]);
    expect(fromBase64('')).toHaveLength(0);
  });

  it('gives text for text frames and events, bytes alone for binary ones', () => {
    expect(toPayload({ ...sampleFrame(1), text: 'é' })).toEqual({ text: 'é', bytes: Uint8Array.of(0xc3, 0xa9) });
    expect(toPayload({ ...sampleEvent(1), data: 'x' }).text).toBe('x');
    expect(toPayload({ ...sampleFrame(1, { opcode: 'binary' }), base64: 'CA==' })).toEqual({ bytes: Uint8Array.of(8) });
  });
});
