// View: the table behind the service map.
import type { TFunction } from 'i18next';
import type { ServiceCall } from '../../../main/model/protocol.ts';
import { formatCount, formatDuration, formatShare } from '../../kit/format.ts';
import type { GridColumn } from '../../kit/grid-types.ts';

export function serviceColumns(t: TFunction<'traces'>): readonly GridColumn<ServiceCall>[] {
  const figure = (
    id: 'count' | 'errors' | 'p50' | 'p95' | 'p99',
    cell: (call: ServiceCall) => string,
  ): GridColumn<ServiceCall> => ({
    id,
    label: t(`calls.${id}`),
    width: 84,
    align: 'end',
    cell,
  });
  return [
    { id: 'from', label: t('calls.from'), minWidth: 100, cell: ({ from }) => from },
    { id: 'to', label: t('calls.to'), minWidth: 100, cell: ({ to }) => to },
    { id: 'kind', label: t('calls.kind'), width: 92, cell: ({ kind }) => kind },
    figure('count', ({ count }) => formatCount(count)),
    figure('errors', ({ count, errors }) => (errors === 0 ? '' : formatShare(count === 0 ? 0 : errors / count))),
    figure('p50', ({ p50Ms }) => formatDuration(p50Ms)),
    figure('p95', ({ p95Ms }) => formatDuration(p95Ms)),
    figure('p99', ({ p99Ms }) => formatDuration(p99Ms)),
  ];
}
