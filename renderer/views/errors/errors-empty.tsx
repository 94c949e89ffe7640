// View: no errors: none came, none match, or they still load. Each says what to do next.
import { useTranslation } from 'react-i18next';
import { Button } from '../../kit/button.tsx';
import { Mark } from '../../kit/mark.tsx';
import { loadErrors } from '../../store/commands.ts';
import { splitUrl } from '../../store/row-facts.ts';
import { useSession } from '../../store/session-store.ts';
import { setTable, useTable } from '../../store/view-store.ts';
import { LiftButtons } from '../detail/lift-buttons.tsx';
import { useLate } from '../detail/use-answer.ts';

export function ErrorsEmpty({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation('errors');
  const any = useSession((state) => state.errors.length > 0);
  const load = useSession((state) => state.errorLoad);
  const mode = useSession((state) => state.workspace?.mode);
  const late = useLate(load === 'loading');
  if (any) return <NoMatch onClear={onClear} />;
  if (load === 'loading')
    return late ? (
      <div className="empty" role="status">
        {t('loading')}
      </div>
    ) : null;
  if (mode === 'file' && load === 'done') return <div className="empty">{t('empty.file')}</div>;
  return <NothingYet failed={load === 'failed'} />;
}

function NoMatch({ onClear }: { readonly onClear: () => void }) {
  const { t } = useTranslation('errors');
  const { filter } = useTable('errors');
  const clear = () => {
    setTable('errors', { filter: '', applied: '' });
    onClear();
  };
  return (
    <div className="empty">
      <div className="med">{t('noMatch')}</div>
      <LiftButtons filter={filter} onClear={clear} />
    </div>
  );
}

function NothingYet({ failed }: { readonly failed: boolean }) {
  const { t } = useTranslation('errors');
  const proxyUrl = useSession((state) => state.workspace?.proxyUrl);
  const inject = useSession((state) => state.workspace?.switches?.inject);
  const pages = useSession((state) => state.pages.length);
  const checks: readonly Check[] = [
    {
      text: inject === false ? t('empty.injectOff') : t('empty.inject'),
      state: inject === false ? 'bad' : 'good',
    },
    ...(proxyUrl === undefined
      ? []
      : ([
          {
            text: t(pages > 0 ? 'empty.pages' : 'empty.noPages', {
              count: pages,
              address: splitUrl(proxyUrl).host,
            }),
            state: pages > 0 ? 'good' : 'open',
          },
        ] as const)),
    { text: t('empty.backend'), state: 'open' },
  ];
  return (
    <div className="empty first">
      <div className="firstbox">
        <h2>{t('empty.title')}</h2>
        <p className="say mid">{t('empty.text')}</p>
        {failed && (
          <p className="row" role="alert">
            <Mark shape="triangle" tone="client" />
            <span>{t('failed')}</span>
            <Button onClick={() => void loadErrors()}>{t('retry')}</Button>
          </p>
        )}
        <ul className="checks">
          {checks.map(({ text, state }) => (
            <li key={text} className="row">
              <Mark {...CHECK_LOOKS[state]} />
              <span className="mid">{text}</span>
            </li>
          ))}
        </ul>
      </div>
    </div>
  );
}

interface Check {
  readonly text: string;
  readonly state: keyof typeof CHECK_LOOKS;
}

const CHECK_LOOKS = {
  good: { shape: 'dot', tone: 'ok' },
  bad: { shape: 'triangle', tone: 'client' },
  open: { shape: 'ring', tone: 'dim' },
} as const;
