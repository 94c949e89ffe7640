// View: the bar over the logs: query, levels, sources, wrapping, counts.
import { useMemo, type MouseEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { LOG_LEVELS, type LogLevel } from '../../../main/model/log.ts';
import type { LogTotals } from '../../../main/model/telemetry.ts';
import { IconButton } from '../../kit/button.tsx';
import { formatCount } from '../../kit/format.ts';
import { Mark } from '../../kit/mark.tsx';
import { completeLogQuery, parseLogQuery, sourceWord } from '../../store/log-query.ts';
import { logSourceName } from '../../store/log-source.ts';
import { setKey } from '../../store/query-parse.ts';
import { setFilter, setPreferences, useTable } from '../../store/view-store.ts';
import { Check } from '../detail/controls.tsx';
import { ScopeChips } from '../detail/scope-chips.tsx';
import { QueryInput, type QueryLanguage } from '../traffic/query-input.tsx';
import { LEVEL_LOOKS, sourceColour } from './log-look.ts';
import type { ShownLogs } from './use-log-list.ts';

/** Sources that have a chip, the busiest; all can be asked for in the query. */
export const SOURCE_CHIPS = 6;

/** Chips of levels: each stands for its own and those that are close to it. */
const LEVEL_CHIPS: readonly {
  readonly level: LogLevel;
  readonly counts: readonly LogLevel[];
  readonly word: string;
}[] = [
  { level: 'error', counts: ['error', 'fatal'], word: '>=error' },
  { level: 'warn', counts: ['warn'], word: '>=warn' },
  { level: 'info', counts: ['info'], word: '>=info' },
  { level: 'debug', counts: ['debug', 'trace'], word: '<=debug' },
];

interface BarProps {
  readonly shown: ShownLogs;
  readonly wrap: boolean;
  readonly onWrap: (wrap: boolean) => void;
  readonly right: boolean;
}

export function LogsBar({ shown, wrap, onWrap, right }: BarProps) {
  const { t } = useTranslation('logs');
  const { sources, totals, list } = shown;
  const language = useMemo(
    (): QueryLanguage => ({
      view: 'logs',
      words: 'logs',
      parse: (text) => parseLogQuery(text, sources),
      complete: (text, caret) => completeLogQuery(text, caret, sources),
    }),
    [sources],
  );
  return (
    <div className="bar logs-bar" data-region="filter">
      <QueryInput language={language} />
      <LevelChips totals={totals} />
      <SourceChips sources={sources} totals={totals} />
      <ScopeChips />
      <span className="grow" />
      <Check checked={wrap} onChange={onWrap}>
        {t('wrap')}
      </Check>
      <Count shown={list.count + list.folded} total={totals?.total ?? 0} />
      <IconButton
        icon={right ? 'dock-bottom' : 'dock-right'}
        label={t(right ? 'dockBottom' : 'dockRight')}
        onClick={() => setPreferences({ placement: right ? 'bottom' : 'right' })}
      />
    </div>
  );
}

function LevelChips({ totals }: { readonly totals: LogTotals | undefined }) {
  const { t } = useTranslation('logs');
  const { filter } = useTable('logs');
  const chosen = parseLogQuery(filter).filter.levels;
  const put = (word: string | null) => setFilter('logs', setKey(filter, 'level', word));
  return (
    <span className="chips" role="group" aria-label={t('levels')}>
      {LEVEL_CHIPS.map(({ level, counts, word }) => {
        const on = chosen !== undefined && counts.every((one) => chosen.includes(one));
        const count = counts.reduce((sum, one) => sum + (totals?.levels[one] ?? 0), 0);
        const { shape, tone } = LEVEL_LOOKS[level];
        return (
          <button
            key={level}
            type="button"
            className={on ? 'chip on' : 'chip'}
            aria-pressed={on}
            title={t('levelChip', { word: `level:${word}`, alone: `level:${counts.join(',')}` })}
            onClick={(event) => put(nextLevels(chosen, word, counts, isAdding(event)))}
          >
            <Mark shape={shape} tone={tone} />
            {t('levelCount', { level: t(`chip.${level}`), shown: formatCount(count) })}
          </button>
        );
      })}
    </span>
  );
}

function isAdding(event: MouseEvent): boolean {
  return event.ctrlKey || event.metaKey || event.shiftKey;
}

/** What the chip's click asks for: its level and all above, or with a key held its own levels added or taken out; null for all. */
export function nextLevels(
  chosen: readonly LogLevel[] | undefined,
  word: string,
  own: readonly LogLevel[],
  adding: boolean,
): string | null {
  if (!adding) {
    const wanted = parseLogQuery(`level:${word}`).filter.levels ?? [];
    return chosen && wanted.length === chosen.length && wanted.every((level) => chosen.includes(level)) ? null : word;
  }
  const held = chosen ?? [];
  const all = own.every((level) => held.includes(level));
  const next = LOG_LEVELS.filter((level) => (own.includes(level) ? !all : held.includes(level)));
  return next.length === 0 || next.length === LOG_LEVELS.length ? null : next.join(',');
}

function SourceChips({
  sources,
  totals,
}: {
  readonly sources: readonly string[];
  readonly totals: LogTotals | undefined;
}) {
  const { t } = useTranslation('logs');
  const { filter } = useTable('logs');
  const asked = setKey(filter, 'source', null) !== filter.trim();
  const chosen = asked ? (parseLogQuery(filter, sources).filter.sources ?? []) : [];
  const put = (names: readonly string[]) =>
    setFilter(
      'logs',
      setKey(filter, 'source', names.length === 0 ? null : names.map((one) => sourceWord(one, sources)).join(',')),
    );
  if (sources.length < 2 && !asked) return null;
  return (
    <span className="chips source-chips" role="group" aria-label={t('sources')}>
      {sources.slice(0, SOURCE_CHIPS).map((source) => {
        const on = chosen.includes(source);
        return (
          <button
            key={source}
            type="button"
            className={on ? 'chip on' : 'chip'}
            aria-pressed={on}
            title={t('sourceChip', { source, shown: formatCount(totals?.sources[source] ?? 0) })}
            onClick={(event) => {
              if (on) put(isAdding(event) || chosen.length === 1 ? chosen.filter((one) => one !== source) : [source]);
              else put(isAdding(event) ? [...chosen, source] : [source]);
            }}
          >
            <i className="srcbar" style={{ background: sourceColour(source) }} />
            <span className="cut">{logSourceName(source)}</span>
            <span className="n">{formatCount(totals?.sources[source] ?? 0)}</span>
          </button>
        );
      })}
    </span>
  );
}

function Count({ shown, total }: { readonly shown: number; readonly total: number }) {
  const { t } = useTranslation('logs');
  return (
    <span className="count">
      {shown >= total
        ? t('count.all', { count: total, total: formatCount(total) })
        : t('count.some', { shown: formatCount(shown), total: formatCount(total) })}
    </span>
  );
}
