// View: the profiles of the session, the latest first; only those not known yet are asked for.
import { useMemo, useRef } from 'react';
import type { ProfileRecord } from '../../../../main/model/profile.ts';
import { query } from '../../../store/commands.ts';
import { sessionKey } from '../../../store/selectors.ts';
import { useSession } from '../../../store/session-store.ts';
import { useFollowed } from '../../../store/use-followed.ts';

/** Profiles held at most; the oldest go first. */
export const HELD_PROFILES = 100;
const PAGE = 20;
/** How often they are asked for at most, in milliseconds. */
const PERIOD_MS = 500;

const NONE: readonly ProfileRecord[] = [];

export function useProfiles(): readonly ProfileRecord[] {
  const count = useSession((state) => state.telemetry?.profiles ?? 0);
  const session = useSession(sessionKey);
  const held = useRef<{ readonly session: string; readonly rows: readonly ProfileRecord[] }>({ session, rows: NONE });
  const ask = async () => {
    const known = held.current.session === session ? held.current.rows : NONE;
    const rows = await loadProfiles(known);
    held.current = { session, rows };
    return rows;
  };
  const answer = useFollowed(`profiles ${session}`, count === 0 ? undefined : count, ask, PERIOD_MS);
  const rows = count === 0 ? NONE : (answer?.value ?? NONE);
  return useMemo(() => [...rows].reverse(), [rows]);
}

/** The profiles that are known and those after them, in order. */
async function loadProfiles(known: readonly ProfileRecord[]): Promise<readonly ProfileRecord[]> {
  let rows = known;
  for (;;) {
    const last = rows.at(-1);
    const page = await query('profileRows', { limit: PAGE, ...(last && { afterId: last.id }) });
    rows = [...rows, ...page.rows].slice(-HELD_PROFILES);
    if (page.rows.length < PAGE) return rows;
  }
}
