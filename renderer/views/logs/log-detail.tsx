// View: one log record in full: its text, its stack, its fields, and what it belongs to.
import type { KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import type { LogRecord } from '../../../main/model/log.ts';
import { copyText } from '../../frame/copy-text.ts';
import { AnsiText } from '../../kit/ansi/ansi-text.tsx';
import { Button, IconButton } from '../../kit/button.tsx';
import { formatTime } from '../../kit/format.ts';
import { Icon } from '../../kit/icon.tsx';
import { Mark } from '../../kit/mark.tsx';
import { DropdownMenu, type MenuEntry } from '../../kit/menu.tsx';
import { keepLogTrace, openTrace, setDetail } from '../../store/view-store.ts';
import { TraceChip } from '../detail/trace-chip.tsx';
import { Source } from './log-columns.tsx';
import { toLogJson, toLogText } from './log-copy.ts';
import { LogFacts, LogFields } from './log-facts.tsx';
import { colouredText, toLogLines } from './log-lines.ts';
import { LEVEL_LOOKS } from './log-look.ts';
import { LogStack } from './log-stack.tsx';
import { useLogRecord } from './use-log-list.ts';

/** Fills its parent. */
export function LogDetail({ id }: { readonly id: string }) {
  const { t } = useTranslation('logs');
  const { record, error, busy } = useLogRecord(id);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') setDetail(false);
  };
  return (
    <section className="logpane" aria-label={t('detail')} tabIndex={0} onKeyDown={onKeyDown}>
      {record ? (
        <Found key={record.id} record={record} />
      ) : (
        <p className="calm" role="status">
          {error ?? (busy ? '' : t('detail.missing'))}
        </p>
      )}
    </section>
  );
}

function Found({ record }: { readonly record: LogRecord }) {
  const { t } = useTranslation('logs');
  const { rest } = toLogLines(record);
  return (
    <>
      <Head record={record} />
      <div className="logcols">
        <div className="padded" tabIndex={0} role="region" aria-label={t('message')}>
          <p className="logtext mono">
            <AnsiText text={colouredText(record) ?? record.message} part={record.message} />
          </p>
          {record.more !== undefined && rest.length > 0 && <LogStack text={record.more} at={record.at} />}
        </div>
        <div className="padded" tabIndex={0} role="region" aria-label={t('facts')}>
          <LogFacts record={record} />
          <LogFields record={record} />
        </div>
      </div>
    </>
  );
}

function Head({ record }: { readonly record: LogRecord }) {
  const { t } = useTranslation('logs');
  const { traceId, level } = record;
  const { shape, tone } = LEVEL_LOOKS[level];
  return (
    <header className="phead">
      <span className={tone === 'dim' ? 'tag' : `tag ${tone}`}>
        <Mark shape={shape} tone={tone} />
        {t(`level.${level}`)}
      </span>
      <Source source={record.source} />
      <h2 className="cut grow dim">{formatTime(record.at)}</h2>
      {traceId !== undefined && (
        <>
          <TraceChip traceId={traceId} row={`log ${record.id}`} />
          <Button
            look="ghost"
            icon="filter"
            aria-label={`${t('onlyTrace')} T`}
            aria-keyshortcuts="T"
            onClick={() => keepLogTrace(traceId)}
          >
            <span className="hide-tight">{t('onlyTrace')}</span> <kbd>T</kbd>
          </Button>
          <Button look="ghost" icon="traces" aria-label={t('openTrace')} onClick={() => openTrace(traceId)}>
            <span className="hide-tight">{t('openTrace')}</span>
          </Button>
        </>
      )}
      <DropdownMenu entries={copyEntries(record, t)}>
        <button type="button" className="btn ghost icon" aria-label={t('copy')} title={t('copy')}>
          <Icon name="copy" />
        </button>
      </DropdownMenu>
      <IconButton icon="close" label={t('detail.close')} shortcut="Esc" onClick={() => setDetail(false)} />
    </header>
  );
}

/** Ways to copy a record. */
export function copyEntries(record: LogRecord, t: (key: string) => string): readonly MenuEntry[] {
  return [
    { kind: 'action', id: 'text', label: t('copy.text'), icon: 'copy', run: () => copyText(toLogText(record)) },
    { kind: 'action', id: 'json', label: t('copy.json'), icon: 'code', run: () => copyText(toLogJson(record)) },
  ];
}
