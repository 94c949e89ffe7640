// Renderer view: the colour of a kind, always beside its name.
import type { ExchangeKind } from '../../../main/model/exchange.ts';
import type { KindGroup } from '../../store/row-facts.ts';
import { kindGroup } from '../../store/row-facts.ts';

const COLOURS: Readonly<Record<KindGroup, string>> = {
  document: 'var(--lane-document)',
  script: 'var(--lane-script)',
  style: 'var(--lane-asset)',
  image: 'var(--lane-asset)',
  fetch: 'var(--lane-fetch)',
  socket: 'var(--lane-websocket)',
  stream: 'var(--lane-eventsource)',
  other: 'var(--lane-asset)',
};

/** The lane's colour of a kind of exchange. */
export function laneColour(kind: ExchangeKind): string {
  return COLOURS[kindGroup(kind)];
}

/** The colour of a chip; undefined where the group has none of its own. */
export function chipColour(group: KindGroup): string | undefined {
  return COLOURS[group] === 'var(--lane-asset)' ? undefined : COLOURS[group];
}
