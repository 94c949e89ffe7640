// Ingest, pure: a profile in pprof's protobuf → what each function costs, alone and with what it calls.
import { Profile } from 'pprof-format';
import type { ProfileCost, ProfileKind } from '../../model/profile.ts';

export interface ProfileCosts {
  /** `nanoseconds`, `bytes`, `count`. */
  readonly unit: string;
  /** The sum of all samples. */
  readonly total: number;
  /** How long it was taken for; absent where it is a picture of one moment. */
  readonly durationMs?: number;
  /** The costliest functions: half of them by their own cost, the others by that with what they call. */
  readonly costs: readonly ProfileCost[];
}

/** What each kind is measured by; the last sort of sample where it has none of these. */
const MEASURES: Readonly<Partial<Record<ProfileKind, string>>> = {
  cpu: 'cpu',
  heap: 'inuse_space',
  allocs: 'alloc_space',
  block: 'delay',
  mutex: 'delay',
};

interface Cost {
  readonly name: string;
  readonly file: string;
  flat: number;
  cumulative: number;
  /** Cumulative by line. */
  readonly lines: Map<number, number>;
}

/** Reads a profile that is not compressed. Throws where the bytes are none. `limit` is how many functions are told. */
export function readProfileCosts(bytes: Uint8Array, kind: ProfileKind, limit: number): ProfileCosts {
  const profile = Profile.decode(bytes);
  const { strings } = profile.stringTable;
  const names = profile.sampleType.map(({ type }) => strings[Number(type)] ?? '');
  if (names.length === 0) throw new Error('The profile has no samples of any sort.');
  const wanted = names.indexOf(MEASURES[kind] ?? '');
  const index = wanted < 0 ? names.length - 1 : wanted;
  const { costs, total } = addUp(profile, index);
  const durationMs = Number(profile.durationNanos) / 1e6;
  return {
    unit: strings[Number(profile.sampleType[index]?.unit ?? 0)] ?? '',
    total,
    ...(durationMs > 0 && { durationMs }),
    costs: choose(costs, limit).map(toCost),
  };
}

/** Where a location is: inlined calls first, as the innermost. */
type Place = readonly { readonly cost: Cost; readonly line: number }[];

function addUp(profile: Profile, index: number): { readonly costs: readonly Cost[]; readonly total: number } {
  const byFunction = readFunctions(profile);
  const places = new Map<number, Place>();
  for (const { id, line } of profile.location)
    places.set(
      Number(id),
      line.flatMap(({ functionId, line: number }) => {
        const cost = byFunction.get(Number(functionId));
        return cost ? [{ cost, line: Number(number) }] : [];
      }),
    );
  let total = 0;
  for (const { value, locationId } of profile.sample) {
    const spent = Number(value[index] ?? 0);
    if (spent === 0) continue;
    total += spent;
    addStack(
      locationId.flatMap((id) => places.get(Number(id)) ?? []),
      spent,
    );
  }
  return { costs: [...new Set(byFunction.values())].filter(({ cumulative }) => cumulative !== 0), total };
}

function addStack(stack: Place, spent: number): void {
  const counted = new Set<Cost>();
  stack.forEach(({ cost, line }, depth) => {
    if (depth === 0) cost.flat += spent;
    // A function that calls itself costs what it costs once.
    if (counted.has(cost)) return;
    counted.add(cost);
    cost.cumulative += spent;
    cost.lines.set(line, (cost.lines.get(line) ?? 0) + spent);
  });
}

function readFunctions(profile: Profile): Map<number, Cost> {
  const { strings } = profile.stringTable;
  const byName = new Map<string, Cost>();
  return new Map(
    profile.function.map(({ id, name, filename }) => {
      const cost = { name: strings[Number(name)] ?? '', file: strings[Number(filename)] ?? '' };
      const key = `${cost.name}\n${cost.file}`;
      const known = byName.get(key) ?? { ...cost, flat: 0, cumulative: 0, lines: new Map<number, number>() };
      byName.set(key, known);
      return [Number(id), known];
    }),
  );
}

function choose(costs: readonly Cost[], limit: number): readonly Cost[] {
  const byCumulative = [...costs].sort((left, right) => right.cumulative - left.cumulative || right.flat - left.flat);
  if (costs.length <= limit) return byCumulative;
  const byFlat = [...costs].sort((left, right) => right.flat - left.flat).slice(0, Math.ceil(limit / 2));
  const chosen = new Set(byFlat);
  for (const cost of byCumulative) if (chosen.size < limit) chosen.add(cost);
  return byCumulative.filter((cost) => chosen.has(cost));
}

function toCost({ name, file, flat, cumulative, lines }: Cost): ProfileCost {
  const [line = 0] = [...lines].reduce((most, entry) => (entry[1] > most[1] ? entry : most), [0, -Infinity]);
  return {
    frame: { functionName: name, ...(file !== '' && { file }), ...(line > 0 && { line }) },
    flat,
    cumulative,
  };
}
