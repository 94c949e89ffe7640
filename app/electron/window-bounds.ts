// Electron shell: where the window was, kept for the next start, and used only where it can still be seen.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as v from 'valibot';
import { writePrivate } from '../host/recents.ts';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** How a window starts: its place, where one is known, and its size. */
export interface WindowPlace {
  readonly x?: number;
  readonly y?: number;
  readonly width: number;
  readonly height: number;
  readonly maximized: boolean;
}

export const MINIMUM_SIZE = { width: 800, height: 500 } as const;
const USUAL: WindowPlace = { width: 1440, height: 900, maximized: false };

/** As much of a title bar as must be on a display, in pixels, for the window to be within reach. */
const REACHABLE = 100;

const whole = v.pipe(v.number(), v.integer());
const saved = v.object({ x: whole, y: whole, width: whole, height: whole, maximized: v.boolean() });

/** Where the window was; its usual place where that is not known or on no display any more. `displays` are work areas. */
export function readWindowPlace(folder: string, displays: readonly Rectangle[]): WindowPlace {
  let text: string;
  try {
    text = readFileSync(placeFile(folder), 'utf8');
  } catch {
    // The first start, or a file that can't be read: the usual place does.
    return fit(USUAL, displays);
  }
  return fit(parsePlace(text), displays);
}

/** Keeps where the window is. */
export function writeWindowPlace(folder: string, bounds: Rectangle, maximized: boolean): Promise<void> {
  return writePrivate(placeFile(folder), JSON.stringify({ ...bounds, maximized }));
}

function parsePlace(text: string): WindowPlace {
  try {
    const parsed = v.safeParse(saved, JSON.parse(text));
    return parsed.success ? parsed.output : USUAL;
  } catch {
    // Damaged: the usual place does.
    return USUAL;
  }
}

/** A place whose top edge is within reach on one of the displays, and that is no larger than it. */
function fit({ x, y, width, height, maximized }: WindowPlace, displays: readonly Rectangle[]): WindowPlace {
  const display = displays.find(
    (area) =>
      x !== undefined &&
      y !== undefined &&
      x + width >= area.x + REACHABLE &&
      x <= area.x + area.width - REACHABLE &&
      y >= area.y &&
      y <= area.y + area.height - REACHABLE,
  );
  const area = display ?? displays[0];
  const size = {
    width: Math.max(MINIMUM_SIZE.width, Math.min(width, area?.width ?? width)),
    height: Math.max(MINIMUM_SIZE.height, Math.min(height, area?.height ?? height)),
    maximized,
  };
  return display === undefined || x === undefined || y === undefined ? size : { x, y, ...size };
}

function placeFile(folder: string): string {
  return join(folder, 'window.json');
}
