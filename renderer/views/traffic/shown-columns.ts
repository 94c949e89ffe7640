// Renderer view: which columns there is room and wish for.
import { useMemo } from 'react';
import { useMedia } from '../../kit/media.ts';
import { useView } from '../../store/view-store.ts';

const ALL = ['time', 'status', 'method', 'path', 'kind', 'protocol', 'route', 'size', 'total', 'joined', 'waterfall'];

/** Columns that go first when there is little room, by the width below which they do. */
export function shownColumns(
  room: { readonly small: boolean; readonly tight: boolean; readonly middle: boolean; readonly narrow: boolean },
  hidden: readonly string[],
): ReadonlySet<string> {
  const shown = new Set(ALL.filter((id) => !hidden.includes(`traffic.${id}`)));
  if (room.middle || room.narrow) shown.delete('protocol');
  if (room.narrow || room.tight) shown.delete('kind');
  if (room.narrow || room.small) shown.delete('route');
  if (room.small || (room.narrow && room.middle)) {
    shown.delete('joined');
  }
  return shown;
}

/** The same for this window; `narrow` while a detail stands beside the table. */
export function useShownColumns(narrow: boolean): ReadonlySet<string> {
  const hidden = useView((state) => state.hiddenColumns);
  const small = useMedia('(max-width: 1179px)');
  const tight = useMedia('(max-width: 1359px)');
  const middle = useMedia('(max-width: 1535px)');
  return useMemo(() => shownColumns({ small, tight, middle, narrow }, hidden), [small, tight, middle, narrow, hidden]);
}
