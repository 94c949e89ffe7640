// View: what a shown trace is, in one line, and the ways out of it.
import { useTranslation } from 'react-i18next';
import type { TraceTree } from '../../../main/model/trace-node.ts';
import { Button, IconButton } from '../../kit/button.tsx';
import { formatCount, formatDuration } from '../../kit/format.ts';
import { useSession } from '../../store/session-store.ts';
import { goToTrace } from '../../store/view-store.ts';
import { Check } from '../detail/controls.tsx';
import { TraceChip } from '../detail/trace-chip.tsx';
import { viewerLink } from './viewer-link.ts';

interface TraceHeadProps {
  readonly traceId: string;
  readonly name: string;
  readonly tree: TraceTree | undefined;
  /** The selected span, for the viewer; empty where none is. */
  readonly spanId: string;
  readonly logs: boolean;
  readonly onLogs: (logs: boolean) => void;
  readonly onClose: () => void;
}

export function TraceHead({ traceId, name, tree, spanId, logs, onLogs, onClose }: TraceHeadProps) {
  const { t } = useTranslation('traces');
  return (
    <header className="phead thead">
      <TraceChip traceId={traceId} whole />
      <h2 className="med cut">{name}</h2>
      <span className="dim cut grow">{tree && <Summary tree={tree} />}</span>
      {tree && tree.logs > 0 && (
        <Check checked={logs} onChange={onLogs}>
          {t('lines.asRows')}
        </Check>
      )}
      {tree && <ViewerLink traceId={traceId} spanId={spanId} tree={tree} />}
      <Button look="ghost" icon="filter" aria-label={t('only')} title="T" onClick={() => goToTrace(traceId)}>
        <span className="hide-tight">{t('only')}</span>
      </Button>
      <IconButton icon="close" label={t('close')} shortcut="Esc" onClick={onClose} />
    </header>
  );
}

/** `412 ms, 7 spans, 5 services, 7 log lines, 1 error`. */
export function Summary({ tree }: { readonly tree: TraceTree }) {
  const { t } = useTranslation('traces');
  const { exchanges, spans, services, logs, failures } = tree;
  const counted = (key: string, count: number) => (count > 0 ? [t(key, { count, shown: formatCount(count) })] : []);
  const parts = [
    formatDuration(tree.to - tree.from),
    ...counted('sum.requests', exchanges),
    ...counted('sum.spans', spans),
    ...counted('sum.services', services.length),
    ...counted('sum.logs', logs),
    ...counted('sum.errors', failures),
  ];
  return <>{parts.join(t('sum.comma'))}</>;
}

/** Nothing where no viewer is configured. */
export function ViewerLink({
  traceId,
  spanId,
  tree,
}: {
  readonly traceId: string;
  readonly spanId: string;
  readonly tree: TraceTree;
}) {
  const { t } = useTranslation('traces');
  const template = useSession((state) => state.workspace?.telemetry?.traceViewer);
  const address =
    template === undefined ? undefined : viewerLink(template, { traceId, spanId, from: tree.from, to: tree.to });
  if (address === undefined) return null;
  return (
    <a className="btn ghost" href={address} target="_blank" rel="noopener noreferrer" title={address}>
      {t('viewer')}
    </a>
  );
}
