// Ingest: the errors of a session: the same one of the same page is counted, not repeated; its frames are sent to be mapped, and
// come back later. Records are put whole whenever something about them changes.
import type { ErrorReport } from '../model/error-report.ts';
import type { RawFrame, SourceFrame } from '../model/source-frame.ts';
import { toGroup } from './error-group.ts';

/** Errors that are kept to be counted up, joined and mapped; the oldest is forgotten for a new one. */
export const MAX_KEPT_ERRORS = 2_000;
/** New errors of one page or process in `RATE_MS`; more are counted as dropped. */
export const MAX_NEW_ERRORS = 100;
/** In milliseconds. */
export const RATE_MS = 1_000;
/** Errors whose frames are being mapped at a time. */
export const MAX_MAPPING = 8;
/** Errors that wait for it; of more the frames stay as they were thrown. */
export const MAX_WAITING_TO_MAP = 1_000;

/** What is known when an error comes. `scope` is its page or process; the same with the same frames is the same error. */
export interface NewError extends Omit<ErrorReport, 'id' | 'lastAt' | 'stack' | 'mapped' | 'group'> {
  readonly scope: string;
  readonly frames: readonly RawFrame[];
}

/** What may become known later. */
export type ErrorJoin = Partial<Pick<ErrorReport, 'exchangeId' | 'actionId' | 'action' | 'hmrId'>>;

export interface ErrorBookOptions {
  readonly emit: (record: ErrorReport) => void;
  /** Errors that were too many. */
  readonly dropped: (count: number) => void;
  /** Asks for the frames' originals; the answer comes to `mapped`. */
  readonly map: (errorId: string, frames: readonly RawFrame[], at: number) => void;
  readonly firstId: number;
}

interface Kept {
  record: ErrorReport;
  readonly key: string;
}

export class ErrorBook {
  readonly #options: ErrorBookOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #byKey = new Map<string, string>();
  readonly #byTrace = new Map<string, Set<string>>();
  readonly #changed = new Set<string>();
  readonly #waiting = new Set<string>();
  readonly #mapping = new Set<string>();
  #rates = new Map<string, number>();
  #ratesSince = -Infinity;
  #nextId: number;

  constructor(options: ErrorBookOptions) {
    this.#options = options;
    this.#nextId = options.firstId;
  }

  /** Errors whose frames have not come back. */
  get unmapped(): number {
    return this.#waiting.size + this.#mapping.size;
  }

  /** Takes an error; its id, or undefined where there were too many. `now` is when it was received. */
  add(given: NewError, now: number): string | undefined {
    const { scope, frames, ...facts } = given;
    const key = toKey(given);
    const known = this.#kept.get(this.#byKey.get(key) ?? '');
    if (known) {
      const { record } = known;
      known.record = {
        ...record,
        count: record.count + given.count,
        at: Math.min(record.at, given.at),
        lastAt: Math.max(record.lastAt, given.at),
      };
      this.#changed.add(record.id);
      return record.id;
    }
    if (!this.#takesNew(scope, now)) {
      this.#options.dropped(given.count);
      return undefined;
    }
    const id = String(this.#nextId++);
    const draft = { ...facts, id, lastAt: given.at, stack: frames, mapped: !frames.some(hasPlace) };
    this.#keep({ record: { ...draft, group: toGroup(draft) }, key });
    if (!draft.mapped) this.#waiting.add(id);
    return id;
  }

  get(id: string): ErrorReport | undefined {
    return this.#kept.get(id)?.record;
  }

  ofTrace(traceId: string): readonly ErrorReport[] {
    return [...(this.#byTrace.get(traceId) ?? [])].flatMap((id) => this.get(id) ?? []);
  }

  /** Puts the error again where one of the facts is news. */
  join(id: string, facts: ErrorJoin): void {
    const kept = this.#kept.get(id);
    if (!kept) return;
    const { record } = kept;
    const news = (Object.keys(facts) as (keyof ErrorJoin)[]).some((key) => facts[key] !== record[key]);
    if (!news) return;
    kept.record = { ...record, ...facts };
    this.#changed.add(id);
  }

  /** The frames came back; of an error that is forgotten they come too late. */
  mapped(id: string, stack: readonly SourceFrame[]): void {
    this.#mapping.delete(id);
    const kept = this.#kept.get(id);
    if (!kept) return;
    const record = { ...kept.record, stack, mapped: true };
    kept.record = { ...record, group: toGroup(record) };
    this.#changed.add(id);
  }

  /** Puts what changed, then asks for frames. */
  flush(): void {
    this.#refuseTooMany();
    for (const id of this.#changed) {
      const record = this.get(id);
      if (record) this.#options.emit(record);
    }
    this.#changed.clear();
    for (const id of this.#waiting) {
      if (this.#mapping.size >= MAX_MAPPING) return;
      this.#waiting.delete(id);
      const record = this.get(id);
      if (!record) continue;
      this.#mapping.add(id);
      this.#options.map(id, record.stack, record.at);
    }
  }

  #keep(kept: Kept): void {
    const { id, traceId } = kept.record;
    this.#kept.set(id, kept);
    this.#byKey.set(kept.key, id);
    if (traceId !== undefined) {
      const ids = this.#byTrace.get(traceId) ?? new Set();
      this.#byTrace.set(traceId, ids.add(id));
    }
    this.#changed.add(id);
    if (this.#kept.size > MAX_KEPT_ERRORS) this.#forgetOldest();
  }

  #forgetOldest(): void {
    for (const [id, { record, key }] of this.#kept) {
      // Its last word may still be unsaid.
      if (this.#changed.delete(id)) this.#options.emit(record);
      this.#kept.delete(id);
      this.#byKey.delete(key);
      this.#waiting.delete(id);
      const ids = this.#byTrace.get(record.traceId ?? '');
      ids?.delete(id);
      if (ids?.size === 0) this.#byTrace.delete(record.traceId ?? '');
      return;
    }
  }

  #refuseTooMany(): void {
    let over = this.#waiting.size - MAX_WAITING_TO_MAP;
    for (const id of this.#waiting) {
      if (over-- <= 0) return;
      this.#waiting.delete(id);
      const record = this.get(id);
      if (record)
        this.mapped(
          id,
          record.stack.map((frame) => ({ ...frame, unresolved: TOO_MANY })),
        );
    }
  }

  #takesNew(scope: string, now: number): boolean {
    if (now - this.#ratesSince >= RATE_MS) {
      this.#rates = new Map();
      this.#ratesSince = now;
    }
    const count = (this.#rates.get(scope) ?? 0) + 1;
    this.#rates.set(scope, count);
    return count <= MAX_NEW_ERRORS;
  }
}

const TOO_MANY = {
  code: 'maps-busy',
  message: `More than ${MAX_WAITING_TO_MAP} errors waited to be looked up, so this one was not.`,
};

function hasPlace({ url }: RawFrame): boolean {
  return url !== undefined;
}

function toKey({ scope, source, name, message, component = '', frames }: NewError): string {
  return JSON.stringify([scope, source, name, message, component, frames.map(({ raw }) => raw)]);
}
