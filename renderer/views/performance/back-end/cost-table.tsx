// View: what each function costs, alone and with what it calls, as bars; sorted by either.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ProfileCost, ProfileRecord } from '../../../../main/model/profile.ts';
import { openInEditor } from '../../../frame/actions.ts';
import { formatDuration, formatShare } from '../../../kit/format.ts';
import { formatMetric } from '../../../store/metric-units.ts';
import { frameName, profileUnit, shortFunction } from './profile-figures.ts';

const ORDERS = ['flat', 'cumulative'] as const;
type Order = (typeof ORDERS)[number];

export function CostTable({ profile }: { readonly profile: ProfileRecord }) {
  const { t } = useTranslation('metrics');
  const [order, setOrder] = useState<Order>('flat');
  const costs = [...profile.costs].sort((left, right) => right[order] - left[order]);
  const total = formatMetric(...profileUnit(profile, profile.total));
  return (
    <>
      <p className="dim">
        {profile.durationMs === undefined
          ? t('total', { total })
          : t('totalIn', { total, duration: formatDuration(profile.durationMs) })}
      </p>
      <div className="figures costs" tabIndex={0} role="region" aria-label={t('functions')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('function')}</th>
              {ORDERS.map((name) => (
                <th key={name} scope="col" aria-sort={order === name ? 'descending' : 'none'}>
                  <button type="button" onClick={() => setOrder(name)}>
                    {t(`order.${name}`)}
                    {order === name ? ' ↓' : ''}
                  </button>
                </th>
              ))}
              <th scope="col">{t('place')}</th>
            </tr>
          </thead>
          <tbody>
            {costs.map((cost) => (
              <CostRow key={`${cost.frame.functionName} ${cost.frame.file ?? ''}`} cost={cost} profile={profile} />
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}

function CostRow({ cost, profile }: { readonly cost: ProfileCost; readonly profile: ProfileRecord }) {
  const { t } = useTranslation('metrics');
  const { functionName, file, line } = cost.frame;
  return (
    <tr>
      <th scope="row" className="mono" title={functionName}>
        {shortFunction(functionName)}
      </th>
      {ORDERS.map((name) => {
        const share = profile.total === 0 ? 0 : cost[name] / profile.total;
        return (
          <td key={name} className="cost">
            <i aria-hidden="true" style={{ width: `${Math.min(100, Math.abs(share) * 100)}%` }} />
            <span>{formatMetric(...profileUnit(profile, cost[name]))}</span>
            <span className="dim">{formatShare(share)}</span>
          </td>
        );
      })}
      <td>
        {file !== undefined && line !== undefined && (
          <button
            type="button"
            className="link mono"
            title={t('open', { place: `${file}:${line}` })}
            onClick={() => openInEditor(file, line)}
          >
            {frameName(cost.frame)}
          </button>
        )}
      </td>
    </tr>
  );
}
