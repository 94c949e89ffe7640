import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MINIMUM_SIZE, readWindowPlace, writeWindowPlace } from './window-bounds.ts';

const SCREEN = { x: 0, y: 0, width: 1920, height: 1080 };
const LEFT = { x: -1280, y: 0, width: 1280, height: 1024 };

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'throughline-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('readWindowPlace', () => {
  it('comes back to where the window was, on any display', async () => {
    const bounds = { x: -1200, y: 20, width: 1000, height: 700 };
    await writeWindowPlace(folder, bounds, true);
    expect(readWindowPlace(folder, [SCREEN, LEFT])).toEqual({ ...bounds, maximized: true });
  });

  it('lets the system choose where the display is gone', async () => {
    await writeWindowPlace(folder, { x: -1200, y: 20, width: 1000, height: 700 }, false);
    expect(readWindowPlace(folder, [SCREEN])).toEqual({ width: 1000, height: 700, maximized: false });
  });

  it('is never larger than the display, nor too small to use', async () => {
    await writeWindowPlace(folder, { x: 0, y: 0, width: 9000, height: 10 }, false);
    expect(readWindowPlace(folder, [SCREEN])).toMatchObject({ width: 1920, height: MINIMUM_SIZE.height });
  });

  it.each(['', '{', 'null', '{"x":"a"}', '{"x":1e400,"y":0,"width":1,"height":1,"maximized":false}'])(
    'takes %j as unknown',
    (text) => {
      writeFileSync(join(folder, 'window.json'), text);
      expect(readWindowPlace(folder, [SCREEN])).toEqual({ width: 1440, height: 900, maximized: false });
    },
  );

  it('fits a small display at the first start', () => {
    expect(readWindowPlace(folder, [{ x: 0, y: 0, width: 1280, height: 800 }])).toMatchObject({
      width: 1280,
      height: 800,
    });
  });
});
