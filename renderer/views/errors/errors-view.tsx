// View: errors of pages and back ends in groups, and the selected one in full.
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { focusNamedRegion } from '../../frame/regions.ts';
import { formatCount } from '../../kit/format.ts';
import { Splitter } from '../../kit/splitter.tsx';
import { VirtualGrid } from '../../kit/virtual-grid.tsx';
import type { ErrorGroup } from '../../store/error-index.ts';
import { select, setFollow, setTable, useTable } from '../../store/view-store.ts';
import { Check, Chip, Query } from '../detail/controls.tsx';
import { ScopeChips } from '../detail/scope-chips.tsx';
import { ErrorDetail } from './error-detail.tsx';
import { ErrorsEmpty } from './errors-empty.tsx';
import { ErrorsFoot } from './errors-foot.tsx';
import { errorColumns } from './error-columns.tsx';
import { ERROR_CHIPS, errorLook, groupFace } from './error-look.ts';
import { ErrorsOverview } from './errors-overview.tsx';
import { useErrorList, type ErrorChoice, type ErrorList } from './use-error-list.ts';
import './errors.css';

/** Pixels of a row: name, message and place below each other. */
const ROW_HEIGHT = 66;

const ALL: ErrorChoice = { chip: 'all', fresh: false };

/** The Errors view. */
export function ErrorsView() {
  const { t } = useTranslation('errors');
  const [choice, setChoice] = useState(ALL);
  const list = useErrorList(choice);
  const { selectedId } = useTable('errors');
  const pane = selectedId !== null || list.inView.length > 0;
  return (
    <>
      <ErrorsBar list={list} choice={choice} onChoice={setChoice} />
      <Splitter
        orientation="horizontal"
        label={t('splitter')}
        first={<ErrorsTable list={list} onClear={() => setChoice(ALL)} />}
        second={
          pane ? (
            <div className="detail-region" data-region="detail">
              {selectedId === null ? <ErrorsOverview list={list} /> : <ErrorDetail id={selectedId} />}
            </div>
          ) : undefined
        }
        secondSize="70%"
        secondMin={420}
        firstMin={280}
      />
    </>
  );
}

interface BarProps {
  readonly list: ErrorList;
  readonly choice: ErrorChoice;
  readonly onChoice: (choice: ErrorChoice) => void;
}

function ErrorsBar({ list, choice, onChoice }: BarProps) {
  const { t } = useTranslation('errors');
  const { filter } = useTable('errors');
  return (
    <div className="bar errors-bar" data-region="filter">
      <Query
        value={filter}
        onChange={(text) => setTable('errors', { filter: text, applied: text })}
        label={t('filter')}
        primary
        fault={list.faults.length > 0 ? t('filter.fault', { words: list.faults.join(' ') }) : undefined}
      />
      <span className="chips" role="group" aria-label={t('chips')}>
        {ERROR_CHIPS.map((name) => (
          <Chip key={name} on={choice.chip === name} onClick={() => onChoice({ ...choice, chip: name })}>
            {t(`chip.${name}`, { shown: formatCount(list.counts[name]) })}
          </Chip>
        ))}
      </span>
      <ScopeChips />
      {list.edit && (
        <Check checked={choice.fresh} onChange={(fresh) => onChoice({ ...choice, fresh })}>
          {t('onlyFresh')}
        </Check>
      )}
    </div>
  );
}

function ErrorsTable({ list, onClear }: { readonly list: ErrorList; readonly onClear: () => void }) {
  const { t } = useTranslation('errors');
  const table = useTable('errors');
  const columns = useMemo(() => errorColumns(t, list.isNew), [t, list.isNew]);
  const scrolled = useRef(table.scrollTop);
  useEffect(() => () => setTable('errors', { scrollTop: scrolled.current }), []);
  const selected = table.selectedId === null ? undefined : list.shown[list.indexOf(table.selectedId)];
  // A row stands for its group: selecting it takes the one that stands for it.
  const pick = (id: string) => {
    const group = list.shown[list.indexOf(id)];
    if (group) select('errors', groupFace(group).id);
  };
  return (
    <VirtualGrid<ErrorGroup>
      label={t('table')}
      columns={columns}
      count={list.shown.length}
      version={list.version}
      rowHeight={ROW_HEIGHT}
      rowAt={(index) => list.shown[index]}
      indexOf={list.indexOf}
      rowId={(group) => group.id}
      rowClass={(group) => (errorLook(groupFace(group)).tone === 'server' ? 'eg err' : 'eg')}
      selectedId={selected?.id ?? null}
      onSelect={pick}
      onOpen={(id) => {
        pick(id);
        requestAnimationFrame(() => focusNamedRegion('detail'));
      }}
      onEscape={() => select('errors', null)}
      follow={table.follow}
      onFollow={useCallback((follow: boolean) => setFollow('errors', follow), [])}
      initialScroll={table.scrollTop}
      onScroll={(scrollTop) => {
        scrolled.current = scrollTop;
      }}
      empty={<ErrorsEmpty onClear={onClear} />}
      foot={<ErrorsFoot list={list} />}
    />
  );
}
