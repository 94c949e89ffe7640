// Ingest, pure: the text of a goroutine dump (`debug=2`, and what a panic prints) → groups of goroutines that stand at the same place.
import type { GoroutineGroup, ProfileFrame } from '../../model/profile.ts';

/** Ids told of a group. */
export const GROUP_IDS = 10;
/** Frames kept of a stack; Go itself cuts at 100. */
export const GROUP_FRAMES = 128;

interface Goroutine {
  readonly id: number;
  readonly state: string;
  readonly waitMs?: number;
  readonly frames: ProfileFrame[];
  createdBy?: ProfileFrame;
}

interface Group {
  readonly first: Goroutine;
  count: number;
  waitMs: number | undefined;
  readonly ids: number[];
}

/** Groups, the largest first, and how many goroutines there are. */
export function parseGoroutineDump(text: string): {
  readonly groups: readonly GoroutineGroup[];
  readonly total: number;
} {
  const groups = new Map<string, Group>();
  let total = 0;
  for (const goroutine of readGoroutines(text)) {
    total += 1;
    const key = keyOf(goroutine);
    const group = groups.get(key);
    if (group) join(group, goroutine);
    else groups.set(key, { first: goroutine, count: 1, waitMs: goroutine.waitMs, ids: [goroutine.id] });
  }
  const sorted = [...groups.values()].sort((left, right) => right.count - left.count || waitOf(right) - waitOf(left));
  return { groups: sorted.map(toGroup), total };
}

const waitOf = (group: Group) => group.waitMs ?? 0;

function join(group: Group, { id, waitMs }: Goroutine): void {
  group.count += 1;
  group.ids.push(id);
  if (group.ids.length > GROUP_IDS) {
    group.ids.sort((left, right) => left - right);
    group.ids.pop();
  }
  if (waitMs !== undefined) group.waitMs = Math.max(waitMs, group.waitMs ?? 0);
}

function toGroup({ first, count, waitMs, ids }: Group): GoroutineGroup {
  return {
    count,
    state: first.state,
    ...(waitMs !== undefined && { waitMs }),
    ids: ids.sort((left, right) => left - right),
    frames: first.frames,
    ...(first.createdBy && { createdBy: first.createdBy }),
  };
}

function keyOf({ state, frames, createdBy }: Goroutine): string {
  const places = frames.map(({ functionName, file, line }) => `${functionName} ${file ?? ''}:${line ?? 0}`);
  return [state, createdBy?.functionName ?? '', ...places].join('\n');
}

/** `goroutine 7 [chan receive, 2 minutes, locked to thread]:`; newer versions put more between number and state. */
const HEAD = /^goroutine (\d+)(?: [^[]*)?\s\[(.+)\]:$/;
const PLACE = /^\s+(.+):(\d+)(?: \+0x[\da-f]+.*)?$/;
const CREATED = /^created by (.+?)(?: in goroutine \d+)?$/;
const MINUTE_MS = 60_000;

function* readGoroutines(text: string): Generator<Goroutine> {
  let current: Goroutine | undefined;
  let creator: ProfileFrame | undefined;
  for (const line of text.split(/\r?\n/)) {
    const head = HEAD.exec(line);
    if (head) {
      if (current) yield current;
      current = toGoroutine(Number(head[1]), head[2] ?? '');
      creator = undefined;
      continue;
    }
    if (!current || line.trim() === '') continue;
    const place = PLACE.exec(line);
    if (place) {
      placeLast(current, creator, place[1] ?? '', Number(place[2]));
      continue;
    }
    const created = CREATED.exec(line);
    if (created) {
      creator = { functionName: created[1] ?? '' };
      current.createdBy = creator;
    } else if (/^\S+\(/.test(line) && !creator && current.frames.length < GROUP_FRAMES)
      current.frames.push({ functionName: functionOf(line) });
  }
  if (current) yield current;
}

/** Says where the call named last is. */
function placeLast(goroutine: Goroutine, creator: ProfileFrame | undefined, file: string, line: number): void {
  if (creator) {
    goroutine.createdBy ??= creator;
    if (goroutine.createdBy.file === undefined) goroutine.createdBy = { ...goroutine.createdBy, file, line };
    return;
  }
  const last = goroutine.frames.at(-1);
  if (last && last.file === undefined) goroutine.frames[goroutine.frames.length - 1] = { ...last, file, line };
}

/** The state, and how long it lasts where that is told: whole minutes. */
function toGoroutine(id: number, text: string): Goroutine {
  const parts = text.split(', ');
  const wait = parts.map((part) => /^(\d+) minutes?$/.exec(part)?.[1]).find((minutes) => minutes !== undefined);
  const state = parts[0] ?? '';
  return { id, state, frames: [], ...(wait !== undefined && { waitMs: Number(wait) * MINUTE_MS }) };
}

/** A call's name without its arguments: `main.(*Shop).Sell(0xc000, {…})` → `main.(*Shop).Sell`. */
function functionOf(call: string): string {
  let depth = 0;
  for (let at = call.length - 1; at >= 0; at -= 1) {
    if (call[at] === ')') depth += 1;
    else if (call[at] === '(') depth -= 1;
    if (depth === 0 && call[at] === '(') return call.slice(0, at);
  }
  return call;
}
