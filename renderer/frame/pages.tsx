// Renderer frame: the latest loads of pages; choosing one scopes all views.
import { useTranslation } from 'react-i18next';
import type { PageRecord } from '../../main/model/page.ts';
import { formatClock } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { pageById, pagePath } from '../store/page-records.ts';
import type { SessionState } from '../store/session-state.ts';
import { sessionStore } from '../store/session-store.ts';
import { setPageScope, useView } from '../store/view-store.ts';
import { useCalm } from './counts.ts';

/** Loads listed; the latest. */
export const LISTED_PAGES = 8;

const readVersion = (state: SessionState) => state.pageVersion;

export function Pages() {
  const { t } = useTranslation('frame');
  useCalm(readVersion);
  const scope = useView((state) => state.pageScope);
  const { pages } = sessionStore.getState();
  const listed = toListed(pages, scope);
  if (listed.length === 0) return null;
  return (
    <div className="srcs">
      <h2 id="pages">{t('pages')}</h2>
      <ul aria-labelledby="pages">
        {listed.map((page) => (
          <li key={page.id}>
            <PageButton page={page} chosen={scope === page.id} />
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The latest first; the chosen one stays. */
function toListed(pages: readonly PageRecord[], scope: string | null): readonly PageRecord[] {
  const latest = pages.slice(-LISTED_PAGES).reverse();
  const chosen = pageById(pages, scope);
  return chosen && !latest.includes(chosen) ? [...latest.slice(0, -1), chosen] : latest;
}

function PageButton({ page, chosen }: { readonly page: PageRecord; readonly chosen: boolean }) {
  const { t } = useTranslation('frame');
  const path = pagePath(page);
  const time = formatClock(page.at);
  return (
    <button
      type="button"
      className={['src', chosen ? 'on' : '', page.leftAt === undefined ? '' : 'left'].join(' ').trim()}
      aria-pressed={chosen}
      title={t(page.leftAt === undefined ? 'pageOpen' : 'pageLeft', { url: page.url, time })}
      onClick={() => setPageScope(chosen ? null : page.id)}
    >
      <Icon name="page" small />
      <span className="unseen">{t(page.leftAt === undefined ? 'pageOpen' : 'pageLeft', { url: path, time })}</span>
      <b className="cut" aria-hidden="true">
        {path}
      </b>
      <span className="n clock" aria-hidden="true">
        {time}
      </span>
    </button>
  );
}
