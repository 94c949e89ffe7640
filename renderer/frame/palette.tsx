// Renderer frame: search over requests, views and commands. `>` shows commands only.
import { Command } from 'cmdk';
import { Dialog as Radix } from 'radix-ui';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExchangeRow } from '../../main/model/exchange.ts';
import { formatDuration, formatTime } from '../kit/format.ts';
import { Icon } from '../kit/icon.tsx';
import { Mark } from '../kit/mark.tsx';
import { statusLook } from '../kit/status-mark.tsx';
import { rowFacts } from '../store/row-facts.ts';
import type { SessionState } from '../store/session-state.ts';
import { sessionStore } from '../store/session-store.ts';
import { goTo, setDialog, setFilter, setView } from '../store/view-store.ts';
import { currentActions, viewActions, type Action } from './actions.ts';
import { processActions } from './process-actions.ts';

/** Most requests listed. */
export const MAX_FOUND = 8;

/** How many of the latest rows are searched. */
const SEARCHED_ROWS = 20_000;

export function Palette() {
  const { t } = useTranslation('frame');
  const [text, setText] = useState('');
  const [session] = useState(() => sessionStore.getState());
  const [actions] = useState(() => [...currentActions(), ...processActions(), ...viewActions()]);
  const onlyCommands = text.startsWith('>');
  const wanted = (onlyCommands ? text.slice(1) : text).trim().toLowerCase();
  const rows = onlyCommands || wanted === '' ? [] : findRows(session, wanted);
  const commands = actions.filter((action) => action.label.toLowerCase().includes(wanted));
  const close = () => setDialog(null);
  const act = (run: () => void) => {
    close();
    run();
  };
  const filterable = wanted !== '' && !onlyCommands && session.rows.length > 0;
  const matches = rows.length + commands.length + (filterable ? 1 : 0);

  return (
    <Radix.Root open onOpenChange={(open) => !open && close()}>
      <Radix.Portal>
        <Radix.Overlay className="scrim" />
        <Radix.Content className="pal" aria-describedby={undefined}>
          <Radix.Title className="unseen">{t('search')}</Radix.Title>
          <Command label={t('search')} shouldFilter={false} loop>
            <div className="q">
              <Icon name="search" />
              <Command.Input value={text} onValueChange={setText} placeholder={t('palette.hint')} />
              <span className="dim">{t('palette.matches', { count: matches })}</span>
            </div>
            <Command.List>
              <Command.Empty>{t('palette.none')}</Command.Empty>
              {rows.length > 0 && (
                <Command.Group heading={t('palette.requests')}>
                  {rows.map((row) => (
                    <RowItem key={row.id} row={row} wanted={wanted} onPick={() => act(() => goTo('traffic', row.id))} />
                  ))}
                </Command.Group>
              )}
              <Command.Group heading={t('palette.commands')}>
                {filterable && (
                  <Command.Item value="filter" onSelect={() => act(() => filterFor(wanted))}>
                    <Icon name="filter" />
                    <span className="cut grow">{t('palette.filter', { text: wanted })}</span>
                  </Command.Item>
                )}
                {commands.map((action) => (
                  <ActionItem key={action.id} action={action} wanted={wanted} onPick={() => act(action.run)} />
                ))}
              </Command.Group>
            </Command.List>
            <div className="ft">
              <span>
                <kbd>↑</kbd>
                <kbd>↓</kbd> {t('palette.choose')}
              </span>
              <span>
                <kbd>Enter</kbd> {t('palette.go')}
              </span>
              <span>
                <kbd>&gt;</kbd> {t('palette.only')}
              </span>
              <span className="grow" />
              <span>
                <kbd>Esc</kbd> {t('palette.close')}
              </span>
            </div>
          </Command>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

/** The latest rows whose method, address or status hold the text, newest first. */
export function findRows(state: SessionState, wanted: string): readonly ExchangeRow[] {
  const found: ExchangeRow[] = [];
  const end = Math.max(0, state.rows.length - SEARCHED_ROWS);
  for (let i = state.rows.length - 1; i >= end && found.length < MAX_FOUND; i -= 1) {
    const row = state.rows[i];
    if (row && rowFacts(row).haystack.includes(wanted)) found.push(row);
  }
  return found;
}

function filterFor(text: string): void {
  setView('traffic');
  setFilter('traffic', /\s/.test(text) ? `path:"${text}"` : `path:${text}`);
}

function RowItem({
  row,
  wanted,
  onPick,
}: {
  readonly row: ExchangeRow;
  readonly wanted: string;
  readonly onPick: () => void;
}) {
  const { shape, tone } = statusLook(row);
  const { url } = rowFacts(row);
  return (
    <Command.Item value={`row-${row.id}`} onSelect={onPick}>
      <Mark shape={shape} tone={tone} />
      <span className="cut grow">
        <Marked text={`${row.method} ${url.path}${url.search}`} wanted={wanted} />
      </span>
      <span className="dim">
        {[row.status, formatDuration(row.timings.total), formatTime(row.startedAt)].filter(Boolean).join(', ')}
      </span>
    </Command.Item>
  );
}

function ActionItem({
  action,
  wanted,
  onPick,
}: {
  readonly action: Action;
  readonly wanted: string;
  readonly onPick: () => void;
}) {
  return (
    <Command.Item value={action.id} onSelect={onPick}>
      <Icon name={action.icon} />
      <span className="cut grow">
        <Marked text={action.label} wanted={wanted} />
      </span>
      {action.shortcut !== undefined && <kbd>{action.shortcut}</kbd>}
    </Command.Item>
  );
}

function Marked({ text, wanted }: { readonly text: string; readonly wanted: string }) {
  const at = wanted === '' ? -1 : text.toLowerCase().indexOf(wanted);
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <b>{text.slice(at, at + wanted.length)}</b>
      {text.slice(at + wanted.length)}
    </>
  );
}
