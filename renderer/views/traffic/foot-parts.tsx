// Renderer view: parts of the line below a table that several views share: what is new, following, what is wrong.
import { useTranslation } from 'react-i18next';
import { Icon } from '../../kit/icon.tsx';
import { formatCount } from '../../kit/format.ts';
import { Mark } from '../../kit/mark.tsx';
import { useSession } from '../../store/session-store.ts';
import { setFollow, useTable, type ViewName } from '../../store/view-store.ts';

interface FollowProps {
  readonly view: ViewName;
  /** Rows shown. */
  readonly count: number;
  /** Of them, those that came since following ended. */
  readonly fresh: number;
}

/** How many rows are new, with the way to them; or whether new ones are kept in sight. */
export function FollowPart({ view, count, fresh }: FollowProps) {
  const { t } = useTranslation('traffic');
  const table = useTable(view);
  if (fresh === 0) return <FollowState view={view} count={count} />;
  return (
    <>
      <button type="button" className="pill" onClick={() => setFollow(view, true)}>
        <Icon name="down" small />
        {t('fresh', { count: fresh, shown: formatCount(fresh) })}
      </button>
      <span className="dim hide-small">{t(table.sort ? 'freshSorted' : 'freshHeld')}</span>
      {!table.sort && (
        <>
          <kbd className="hide-small">End</kbd>
          <span className="dim hide-small">{t('freshEnd')}</span>
        </>
      )}
    </>
  );
}

function FollowState({ view, count }: { readonly view: ViewName; readonly count: number }) {
  const { t } = useTranslation('traffic');
  const table = useTable(view);
  const live = useSession((state) => state.workspace?.mode === 'live' && state.status?.state === 'recording');
  if (!live || count === 0) return null;
  if (table.sort) return <span className="dim">{t('sorted')}</span>;
  return table.follow ? (
    <span className="dim">{t('following')}</span>
  ) : (
    <button type="button" className="pill" onClick={() => setFollow(view, true)}>
      <Icon name="down" small />
      {t('follow')}
    </button>
  );
}

/** Something that is wrong, and what to know about it. */
export function Line({
  tone,
  strong,
  rest,
}: {
  readonly tone: 'client' | 'server';
  readonly strong: string;
  readonly rest: string;
}) {
  return (
    <span className="row cut">
      <Mark shape={tone === 'server' ? 'square' : 'triangle'} tone={tone} />
      <span className="med cut">{strong}</span>
      {rest !== '' && <span className="mid cut">{rest}</span>}
    </span>
  );
}
