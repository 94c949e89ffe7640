// Capture: the `tracestate` field (W3C Trace Context level 2, section 3.3): several lines become one list, bounded. Pure.
import { withoutBlanks } from './traceparent.ts';

/** List members; a list with more is invalid (section 3.3.1.1). */
export const MAX_STATE_MEMBERS = 32;
/** Characters that are sent on; section 3.3.1.5 asks for that many at least. */
export const MAX_STATE_CHARACTERS = 512;
/** Members longer than that go first where the list is too long (section 3.3.1.5). */
export const LARGE_MEMBER_CHARACTERS = 128;

/** What the lines of `tracestate` come to. */
export interface TraceState {
  /** The members with a comma between them; empty where there are none, or where the list is invalid. */
  readonly value: string;
  /** Why the whole list or some members are left out, as the end of a sentence. */
  readonly fault?: string;
  /** Nothing of it can be used. */
  readonly invalid: boolean;
}

const KEY = /^[a-z0-9][a-z0-9_\-*/@]{0,255}$/;
const VALUE = /^[\x20-\x2b\x2d-\x3c\x3e-\x7e]{0,255}[\x21-\x2b\x2d-\x3c\x3e-\x7e]$/;

const EMPTY: TraceState = { value: '', invalid: false };

/** Combines the field's lines in their order. One member that breaks the grammar makes all of it invalid (section 3.3.1.1). */
export function combineTraceState(lines: readonly string[]): TraceState {
  const members = new Map<string, string>();
  let repeated: string | undefined;
  // Lines of a list are one list, with commas between them (RFC 9110 section 5.3).
  for (const text of lines.join().split(',')) {
    const member = withoutBlanks(text);
    if (member === '') continue;
    const at = member.indexOf('=');
    const key = member.slice(0, Math.max(0, at));
    if (!KEY.test(key) || !VALUE.test(member.slice(at + 1))) {
      return { value: '', invalid: true, fault: `has a member that is none: ${JSON.stringify(member.slice(0, 60))}` };
    }
    // The left-most is the latest (section 3.3.1.2).
    if (members.has(key)) repeated = key;
    else if (members.size < MAX_STATE_MEMBERS) members.set(key, member);
    else return { value: '', invalid: true, fault: `has more than ${MAX_STATE_MEMBERS} members` };
  }
  if (members.size === 0) return EMPTY;
  const state = bounded([...members.values()]);
  if (repeated === undefined || state.fault !== undefined) return state;
  return { ...state, fault: `has the key ${repeated} more than once, of which the first counts` };
}

function bounded(members: string[]): TraceState {
  const value = members.join();
  let { length } = value;
  if (length <= MAX_STATE_CHARACTERS) return { value, invalid: false };
  const before = members.length;
  for (const least of [LARGE_MEMBER_CHARACTERS + 1, 0]) {
    for (let i = members.length - 1; i >= 0 && length > MAX_STATE_CHARACTERS; i -= 1) {
      const size = members[i]?.length ?? 0;
      if (size < least) continue;
      members.splice(i, 1);
      length -= size + 1;
    }
  }
  const fault = `is longer than ${MAX_STATE_CHARACTERS} characters, so ${before - members.length} of its ${before} members were left out`;
  return { value: members.join(), invalid: false, fault };
}
