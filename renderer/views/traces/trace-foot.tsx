// View: the line below a trace's tree: what was set right or left out, and what the marks mean.
import { useTranslation } from 'react-i18next';
import type { TraceTree } from '../../../main/model/trace-node.ts';
import { formatCount } from '../../kit/format.ts';
import { Mark } from '../../kit/mark.tsx';
import { skewText } from './trace-facts.tsx';
import { TRACE_LIMIT } from './use-trace.ts';

/** Services named before the rest is counted. */
const NAMED = 3;

export function TraceFoot({ tree, cut }: { readonly tree: TraceTree; readonly cut: boolean }) {
  const { t } = useTranslation('traces');
  const { skews, missing } = tree;
  const said = [
    ...(cut ? [t('cut', { limit: formatCount(TRACE_LIMIT) })] : []),
    ...skews.slice(0, NAMED).map(({ service, offsetMs }) => skewText(t, service, offsetMs)),
    ...(skews.length > NAMED
      ? [t('skew.more', { count: skews.length - NAMED, shown: formatCount(skews.length - NAMED) })]
      : []),
    ...(missing > 0 ? [t('missing.count', { count: missing, shown: formatCount(missing) })] : []),
  ];
  if (said.length === 0)
    return (
      <div className="footline">
        <span className="dim cut">{t('legend')}</span>
      </div>
    );
  return (
    <div className="footline" title={said.join(' ')}>
      <Mark shape="triangle" tone="client" />
      <span className="cut">{said.join(' ')}</span>
    </div>
  );
}
