import { describe, expect, it } from 'vitest';
import { hexRowCount, toHexRow, toSpacedHex } from './hex-rows.ts';

describe('hex rows', () => {
  const bytes = Uint8Array.from({ length: 35 }, (_, index) => index + 0x30);

  it('counts a row for every sixteen bytes begun', () => {
    expect([0, 1, 16, 17, 35].map(hexRowCount)).toEqual([0, 1, 1, 2, 3]);
  });

  it('shows address, two groups of eight and the printable characters', () => {
    expect(toHexRow(bytes, 0)).toEqual({
      offset: 0,
      address: '00000000',
      hex: '30 31 32 33 34 35 36 37  38 39 3a 3b 3c 3d 3e 3f',
      ascii: '0123456789:;<=>?',
    });
  });

  it('pads a short last row to the width of a full one', () => {
    const row = toHexRow(bytes, 2);
    expect(row.address).toBe('00000020');
    expect(row.hex.trimEnd()).toBe('50 51 52');
    expect(row.hex).toHaveLength(toHexRow(bytes, 0).hex.length);
    expect(row.ascii).toBe('PQR');
  });

  it('puts a dot where a byte is no printable ASCII', () => {
    expect(toHexRow(Uint8Array.of(0, 10, 0x7f, 0xff, 0x41), 0).ascii).toBe('....A');
  });

  it('copies as spaced hex', () => {
    expect(toSpacedHex(Uint8Array.of(8, 150, 1))).toBe('08 96 01');
  });
});
