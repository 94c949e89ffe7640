// Renderer view: query, kind chips, counts, columns, where the detail stands.
import { useTranslation } from 'react-i18next';
import { formatCount } from '../../kit/format.ts';
import { IconButton } from '../../kit/button.tsx';
import { Icon } from '../../kit/icon.tsx';
import { DropdownMenu, type MenuEntry } from '../../kit/menu.tsx';
import { KIND_GROUPS } from '../../store/row-facts.ts';
import { setKey, parseQuery, splitWords, toggleWord } from '../../store/query-parse.ts';
import { useSession } from '../../store/session-store.ts';
import { setFilter, setPreferences, useTable, useView } from '../../store/view-store.ts';
import { Check } from '../detail/controls.tsx';
import { ScopeChips } from '../detail/scope-chips.tsx';
import { chipColour } from './kind-look.ts';
import { QueryInput } from './query-input.tsx';
import { OPTIONAL_COLUMNS } from './traffic-columns.tsx';
import type { TrafficList } from './use-traffic-list.ts';

/** Chips that leave a narrow bar first. */
const RARE_CHIPS: readonly string[] = ['image', 'other'];

export function FilterBar({ list, right }: { readonly list: TrafficList; readonly right: boolean }) {
  const { t } = useTranslation('traffic');
  return (
    <div className="bar" data-region="filter">
      <QueryInput />
      <KindChips />
      <ScopeChips />
      <HotToggle />
      <span className="grow" />
      <Count shown={list.order.positions.length + list.order.waiting} total={list.total} />
      <ColumnMenu />
      <IconButton
        icon={right ? 'dock-bottom' : 'dock-right'}
        label={t(right ? 'dockBottom' : 'dockRight')}
        onClick={() => setPreferences({ placement: right ? 'bottom' : 'right' })}
      />
    </div>
  );
}

function Count({ shown, total }: { readonly shown: number; readonly total: number }) {
  const { t } = useTranslation('traffic');
  return (
    <span className="count">
      {shown === total
        ? t('count.all', { count: total, total: formatCount(total) })
        : t('count.some', { shown: formatCount(shown), total: formatCount(total) })}
    </span>
  );
}

/** The kinds a filter text asks for by `kind:` words that are not negated. */
export function chosenKinds(filter: string): readonly string[] {
  return parseQuery(filter)
    .tokens.filter((token) => token.key === 'kind' && !token.negated)
    .flatMap((token) => token.value.split(','))
    .filter((kind) => kind !== '');
}

function KindChips() {
  const { t } = useTranslation('traffic');
  const { filter } = useTable('traffic');
  const chosen = chosenKinds(filter);
  const choose = (kinds: readonly string[]) =>
    setFilter('traffic', setKey(filter, 'kind', kinds.length === 0 ? null : kinds.join(',')));
  return (
    <div className="chips" role="group" aria-label={t('kinds')}>
      <button
        type="button"
        className={chosen.length === 0 ? 'chip on' : 'chip'}
        aria-pressed={chosen.length === 0}
        onClick={() => choose([])}
      >
        {t('chip.all')}
      </button>
      {KIND_GROUPS.map((kind) => {
        const on = chosen.includes(kind);
        const colour = chipColour(kind);
        return (
          <button
            key={kind}
            type="button"
            className={['chip', on ? 'on' : '', RARE_CHIPS.includes(kind) && !on ? 'hide-narrow' : ''].join(' ').trim()}
            aria-pressed={on}
            onClick={(event) =>
              choose(
                on
                  ? chosen.filter((one) => one !== kind)
                  : event.ctrlKey || event.metaKey || event.shiftKey
                    ? [...chosen, kind]
                    : [kind],
              )
            }
          >
            {colour !== undefined && <i className="sw" style={{ background: colour }} />}
            {t(`chip.${kind}`)}
          </button>
        );
      })}
    </div>
  );
}

/** Requests that hot updates caused can be left out, once there are any updates. */
function HotToggle() {
  const { t } = useTranslation('traffic');
  const { filter } = useTable('traffic');
  const any = useSession((state) => state.hmr.length > 0);
  if (!any) return null;
  return (
    <span className="row hide-narrow">
      <Check
        checked={splitWords(filter).some(({ text }) => text === NOT_HOT)}
        onChange={() => setFilter('traffic', toggleWord(filter, NOT_HOT))}
      >
        {t('hideHot')}
      </Check>
    </span>
  );
}

/** The word that leaves requests of hot updates out. */
const NOT_HOT = '-has:hmr';

function ColumnMenu() {
  const { t } = useTranslation('traffic');
  const hidden = useView((state) => state.hiddenColumns);
  const entries = OPTIONAL_COLUMNS.map((id): MenuEntry => {
    const name = `traffic.${id}`;
    return {
      kind: 'choice',
      id,
      label: t(`column.${id}`),
      checked: !hidden.includes(name),
      run: () =>
        setPreferences({
          hiddenColumns: hidden.includes(name) ? hidden.filter((one) => one !== name) : [...hidden, name],
        }),
    };
  });
  return (
    <DropdownMenu entries={entries}>
      <button type="button" className="btn ghost icon" aria-label={t('columns')} title={t('columns')}>
        <Icon name="columns" />
      </button>
    </DropdownMenu>
  );
}
