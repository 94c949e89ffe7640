// View: loads of pages as their browsers measured them: navigation, web vitals with their ratings, long tasks, route changes.
import type { TFunction } from 'i18next';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PageRecord, WebVital } from '../../../main/model/page.ts';
import { formatClock, formatCount, formatDuration, NONE } from '../../kit/format.ts';
import type { GridColumn } from '../../kit/grid-types.ts';
import { Mark, type MarkShape, type MarkTone } from '../../kit/mark.tsx';
import { useThrottled } from '../../kit/throttle.ts';
import { VirtualGrid } from '../../kit/virtual-grid.tsx';
import { shownSpan } from '../../store/selectors.ts';
import type { SessionState } from '../../store/session-state.ts';
import { sessionStore } from '../../store/session-store.ts';
import { goTo, useView } from '../../store/view-store.ts';
import { NAVIGATION_STEPS, navigationAxis, navigationSteps, pagesInView, VITALS, type PageRow } from './page-rows.ts';

/** The list is made anew at most this often, in milliseconds. */
const PERIOD_MS = 250;

const readVersion = (state: SessionState) => state.pageVersion;

/** Nothing while no page told of itself. */
export function PageGrid({ brushed }: { readonly brushed: boolean }) {
  const { t } = useTranslation('performance');
  const version = useThrottled(sessionStore, readVersion, PERIOD_MS);
  const brush = useView((state) => state.brush);
  const page = useView((state) => state.pageScope);
  const [selected, setSelected] = useState<string | null>(null);
  const state = sessionStore.getState();
  const rows = pagesInView(state.pages, { span: brushed ? shownSpan(brush, state.latestAt) : null, page });
  const axisMs = navigationAxis(rows);
  const columns = useMemo(() => pageColumns(t, axisMs), [t, axisMs]);
  if (state.pages.length === 0) return null;
  return (
    <section className="pagegrid" aria-label={t('pages.title')}>
      <div className="legend">
        <span className="med">{t('pages.title')}</span>
        <span className="grow" />
        {NAVIGATION_STEPS.map((name) => (
          <span key={name}>
            <i className={`leg nav-${name}`} />
            {t(`navigation.${name}`)}
          </span>
        ))}
      </div>
      <VirtualGrid<PageRow>
        label={t('pages.title')}
        columns={columns}
        count={rows.length}
        version={version}
        rowAt={(index) => rows[index]}
        indexOf={(id) => rows.findIndex((row) => row.id === id)}
        rowId={(row) => row.id}
        selectedId={selected}
        onSelect={setSelected}
        onOpen={(id) => goTo('traffic', rows.find((row) => row.id === id)?.page.documentExchangeId ?? id)}
        onEscape={() => setSelected(null)}
        empty={<p className="empty">{t('pages.empty')}</p>}
      />
    </section>
  );
}

function pageColumns(t: TFunction<'performance'>, axisMs: number): readonly GridColumn<PageRow>[] {
  return [
    { id: 'at', label: t('pages.at'), width: 84, className: 'time', cell: ({ page }) => formatClock(page.at) },
    {
      id: 'page',
      label: t('pages.page'),
      minWidth: 140,
      cell: ({ page, path }) => <span title={page.title ?? page.url}>{path}</span>,
    },
    {
      id: 'type',
      label: t('pages.type'),
      width: 84,
      className: 'mid',
      cell: ({ page }) => page.navigation?.type ?? NONE,
    },
    ...VITALS.map((name): GridColumn<PageRow> => ({
      id: name,
      label: name,
      width: 84,
      align: 'end',
      cell: ({ vitals }) => <VitalCell vital={vitals[name]} t={t} />,
    })),
    {
      id: 'tasks',
      label: t('pages.tasks'),
      width: 112,
      align: 'end',
      cell: ({ page }) => tasksText(page, t),
    },
    {
      id: 'routes',
      label: t('pages.routes'),
      width: 72,
      align: 'end',
      cell: ({ page }) => (
        <span title={page.routes.map(({ url }) => url).join('\n')}>{formatCount(page.routes.length)}</span>
      ),
    },
    {
      id: 'navigation',
      label: t('pages.navigation'),
      head: (
        <span className="barhead">
          <span className="cut">{t('pages.navigation')}</span>
          <span>{formatDuration(axisMs)}</span>
        </span>
      ),
      minWidth: 160,
      className: 'wf',
      cell: ({ page }) => <NavigationBar page={page} axisMs={axisMs} t={t} />,
    },
  ];
}

const RATINGS: Readonly<Record<WebVital['rating'], { readonly shape: MarkShape; readonly tone: MarkTone }>> = {
  good: { shape: 'dot', tone: 'ok' },
  'needs-improvement': { shape: 'triangle', tone: 'client' },
  poor: { shape: 'square', tone: 'server' },
};

function VitalCell({ vital, t }: { readonly vital: WebVital | undefined; readonly t: TFunction<'performance'> }) {
  if (!vital) return NONE;
  const text = vital.name === 'CLS' ? vital.value.toFixed(3).replace(/\.?0+$/, '') : formatDuration(vital.value);
  return (
    <span title={vital.target}>
      <Mark {...RATINGS[vital.rating]} label={t(`rating.${vital.rating}`)} /> {text}
    </span>
  );
}

function tasksText({ longTasks }: PageRecord, t: TFunction<'performance'>): string {
  if (longTasks.count === 0) return NONE;
  return t('pages.tasksText', { shown: formatCount(longTasks.count), total: formatDuration(longTasks.totalMs) });
}

function NavigationBar({
  page,
  axisMs,
  t,
}: {
  readonly page: PageRecord;
  readonly axisMs: number;
  readonly t: TFunction<'performance'>;
}) {
  const steps = page.navigation ? navigationSteps(page.navigation) : [];
  const words = steps.map(({ name, from, to }) => `${t(`navigation.${name}`)} ${formatDuration(to - from)}`).join(', ');
  return (
    <span className="navbar" role="img" aria-label={words === '' ? NONE : words} title={words}>
      {steps.map(({ name, from, to }) => (
        <i
          key={name}
          className={`nav-${name}`}
          style={{ left: `${(from / axisMs) * 100}%`, width: `max(1.5px, ${((to - from) / axisMs) * 100}%)` }}
        />
      ))}
    </span>
  );
}
