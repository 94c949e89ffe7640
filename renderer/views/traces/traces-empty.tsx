// View: no traces: none came yet, none match, or they are still asked for. Each says what to do next.
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.tsx';
import { formatCount } from '../../kit/format.ts';
import { setBrush, setTable, useView } from '../../store/view-store.ts';
import { useLate } from '../detail/use-answer.ts';
import { SpanHelp } from './span-help.tsx';
import type { ShownTraces } from './use-trace-list.ts';

export function TracesEmpty({ traces }: { readonly traces: ShownTraces }) {
  const { t } = useTranslation('traces');
  const late = useLate(traces.loading);
  const brush = useView((state) => state.brush);
  if (traces.loading)
    return late ? (
      <div className="empty" role="status">
        {t('loading')}
      </div>
    ) : null;
  const { list, hidden } = traces;
  if (hidden === list.rows.length)
    return (
      <div className="empty first">
        <div className="firstbox">
          <h2>{t('empty.title')}</h2>
          <p className="say mid">{t('empty.text')}</p>
          {hidden > 0 && (
            <Button onClick={() => setTable('traces', { filter: 'has:request', applied: 'has:request' })}>
              {t('listEvery', { count: hidden, shown: formatCount(hidden) })}
            </Button>
          )}
          <SpanHelp />
        </div>
      </div>
    );
  return (
    <div className="empty">
      <div className="med">{t('noMatch')}</div>
      <div className="row">
        <Button onClick={() => setTable('traces', { filter: '', applied: '' })}>{t('clearFilter')}</Button>
        {brush !== null && <Button onClick={() => setBrush(null)}>{t('wholeSession')}</Button>}
      </div>
    </div>
  );
}
