// Renderer view: what can be done with one exchange.
import type { TFunction } from 'i18next';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import type { MenuEntry } from '../../kit/menu.tsx';
import { profileActions, replayExchange } from '../../frame/actions.ts';
import { setKey } from '../../store/query-parse.ts';
import { rowFacts } from '../../store/row-facts.ts';
import { setBrush, setFilter, setScope, viewStore } from '../../store/view-store.ts';
import { copyExchange, type CopyForm } from './copy-exchange.ts';

const FORMS: readonly CopyForm[] = ['url', 'curl', 'fetch', 'markdown'];

/** How much of the time around an exchange `zoom` shows, in shares of its length. */
const ZOOM_MARGIN = 0.25;

/** The entries of a row's menu; `live` while requests can be sent again. */
export function rowMenu(row: ExchangeRow, t: TFunction<'traffic'>, live: boolean): readonly MenuEntry[] {
  const { upstreamHost } = rowFacts(row);
  const { route, status } = row;
  const entries: (MenuEntry | false)[] = [
    ...FORMS.map((form): MenuEntry => ({
      kind: 'action',
      id: form,
      label: t(`copy.${form}`),
      icon: 'copy',
      run: () => void copyExchange(row.id, form),
    })),
    { kind: 'separator', id: 'line-1' },
    {
      kind: 'action',
      id: 'replay',
      label: t('replay'),
      icon: 'replay',
      disabled: !live,
      shortcut: 'R',
      ...(live ? {} : { note: t('replayOff') }),
      run: () => replayExchange(row.id),
    },
    { kind: 'action', id: 'zoom', label: t('zoom'), icon: 'traffic', run: () => zoomTo(row) },
    // A picture of the back end as it stands while this request hangs.
    ...profileActions()
      .filter(({ id }) => id.startsWith('profile-goroutine-'))
      .map(({ id, label, icon, run }): MenuEntry => ({ kind: 'action', id, label, icon, run })),
    { kind: 'separator', id: 'line-2' },
    { kind: 'heading', id: 'filters', label: t('only') },
    filterEntry('host', upstreamHost),
    status !== undefined && filterEntry('status', String(status)),
    filterEntry('method', row.method.toLowerCase()),
    filterEntry('path', rowFacts(row).url.path),
    route !== undefined && {
      kind: 'action',
      id: 'scope',
      label: t('onlyRoute', { route }),
      icon: 'source',
      run: () => setScope(route),
    },
  ];
  return entries.filter((entry) => entry !== false);
}

function filterEntry(key: string, value: string): MenuEntry {
  return {
    kind: 'action',
    id: `only-${key}`,
    label: `${key}:${value}`,
    icon: 'filter',
    run: () => setFilter('traffic', setKey(viewStore.getState().tables.traffic.filter, key, value)),
  };
}

function zoomTo(row: ExchangeRow): void {
  const length = Math.max(row.timings.total, 100);
  setBrush({
    from: row.startedAt - length * ZOOM_MARGIN,
    to: row.startedAt + length * (1 + ZOOM_MARGIN * 2),
    live: false,
  });
}
