// Renderer view: the filter's text, with completion, and the faulty word underlined with its reason.
import { useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../kit/icon.tsx';
import { completeQuery, type Completion } from '../../store/query-complete.ts';
import { parseQuery } from '../../store/query-parse.ts';
import { selectSources } from '../../store/selectors.ts';
import { sessionStore } from '../../store/session-store.ts';
import { setFilter, useTable, type ViewName } from '../../store/view-store.ts';

/** A word of a filter's text, whatever it demands. */
export interface QueryWord {
  readonly from: number;
  readonly to: number;
  readonly text: string;
  readonly negated: boolean;
  /** Empty for free text. */
  readonly key: string;
  readonly fault?: { readonly reason: string; readonly subject: string; readonly known?: string };
}

/** How a view's filter is read and completed. */
export interface QueryLanguage {
  readonly view: ViewName;
  /** Its own words; what they lack is said in those of Traffic. */
  readonly words: 'traffic' | 'logs';
  readonly parse: (text: string) => { readonly tokens: readonly QueryWord[]; readonly fault?: QueryWord };
  readonly complete: (text: string, caret: number) => readonly Completion[];
}

const TRAFFIC: QueryLanguage = {
  view: 'traffic',
  words: 'traffic',
  parse: parseQuery,
  complete: (text, caret) => completeQuery(text, caret, sessionValues()),
};

export function QueryInput({ language = TRAFFIC }: { readonly language?: QueryLanguage }) {
  const { view } = language;
  const { t } = useTranslation([language.words, 'traffic']);
  const { filter } = useTable(view);
  const input = useRef<HTMLInputElement>(null);
  const [offers, setOffers] = useState<readonly Completion[]>([]);
  const [chosen, setChosen] = useState(-1);
  const [scroll, setScroll] = useState(0);
  const id = useId();
  const parsed = useMemo(() => language.parse(filter), [language, filter]);

  const offer = (text: string, caret: number) => {
    setOffers(language.complete(text, caret));
    setChosen(-1);
  };
  const close = () => {
    setOffers([]);
    setChosen(-1);
  };
  const take = (completion: Completion) => {
    setFilter(view, completion.text);
    requestAnimationFrame(() => input.current?.setSelectionRange(completion.caret, completion.caret));
    if (completion.open) offer(completion.text, completion.caret);
    else close();
  };

  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    const open = offers.length > 0;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) return offer(filter, event.currentTarget.selectionStart ?? filter.length);
      const step = event.key === 'ArrowDown' ? 1 : -1;
      setChosen((chosen + step + offers.length + (chosen < 0 && step < 0 ? 1 : 0)) % offers.length);
    } else if ((event.key === 'Enter' || event.key === 'Tab') && open && offers[chosen]) {
      event.preventDefault();
      take(offers[chosen]);
    } else if (event.key === 'Enter') close();
    else if (event.key === 'Escape') {
      event.stopPropagation();
      if (open) close();
      else if (filter !== '') setFilter(view, '');
      else event.currentTarget.blur();
    }
  };

  return (
    <div className={parsed.fault ? 'query faulty' : 'query'}>
      <Icon name="filter" />
      <div className="qtext">
        <div className="qshade mono" aria-hidden="true">
          <div style={{ transform: `translateX(${-scroll}px)` }}>
            <Words text={filter} tokens={parsed.tokens} />
          </div>
        </div>
        <input
          ref={input}
          data-filter=""
          className="mono"
          type="text"
          role="combobox"
          aria-label={t('filter')}
          aria-expanded={offers.length > 0}
          aria-controls={`${id}list`}
          aria-autocomplete="list"
          aria-activedescendant={chosen >= 0 ? `${id}${chosen}` : undefined}
          aria-invalid={parsed.fault !== undefined}
          aria-describedby={parsed.fault ? `${id}fault` : undefined}
          autoComplete="off"
          spellCheck={false}
          placeholder={t('filterHint')}
          value={filter}
          onChange={(event) => {
            setFilter(view, event.target.value);
            offer(event.target.value, event.target.selectionStart ?? event.target.value.length);
          }}
          onScroll={(event) => setScroll(event.currentTarget.scrollLeft)}
          onFocus={(event) => event.target.value === '' && offer('', 0)}
          onBlur={close}
          onKeyDown={onKeyDown}
        />
      </div>
      {filter === '' ? (
        <kbd>/</kbd>
      ) : (
        <button type="button" className="plain" aria-label={t('clearFilter')} onClick={() => setFilter(view, '')}>
          <Icon name="close" small />
        </button>
      )}
      <div
        id={`${id}list`}
        className="offers menu"
        role="listbox"
        aria-label={t('completions')}
        hidden={offers.length === 0}
      >
        {offers.map((completion, index) => (
          <div
            key={completion.label}
            id={`${id}${index}`}
            role="option"
            aria-selected={index === chosen}
            className="mono"
            onPointerDown={(event) => {
              event.preventDefault();
              take(completion);
            }}
          >
            {completion.label}
            {completion.open && <span className="dim">{t(`key.${completion.label.slice(0, -1)}`)}</span>}
          </div>
        ))}
      </div>
      {parsed.fault && offers.length === 0 && <Fault id={`${id}fault`} token={parsed.fault} words={language.words} />}
    </div>
  );
}

function Fault({
  id,
  token,
  words: namespace,
}: {
  readonly id: string;
  readonly token: QueryWord;
  readonly words: QueryLanguage['words'];
}) {
  const { t } = useTranslation([namespace, 'traffic']);
  if (!token.fault) return null;
  const { reason, subject, known } = token.fault;
  const words = `${t(`fault.${reason}`, { subject, known: known ?? '' })} ${t('fault.kept')}`;
  return (
    <div id={id} className="fault" role="status" title={`${token.text} ${words}`}>
      <b className="mono">{token.text}</b> {words}
    </div>
  );
}

/** The text again, below the input, with keys coloured and faults underlined. */
function Words({ text, tokens }: { readonly text: string; readonly tokens: readonly QueryWord[] }) {
  const parts: { readonly key: string; readonly text: string; readonly look: string }[] = [];
  let at = 0;
  for (const token of tokens) {
    parts.push({ key: `gap-${at}`, text: text.slice(at, token.from), look: '' });
    parts.push({ key: `word-${token.from}`, text: token.text, look: wordLook(token) });
    at = token.to;
  }
  return parts.map((part) => (
    <span key={part.key} className={part.look}>
      {part.text}
    </span>
  ));
}

function wordLook(token: QueryWord): string {
  if (token.fault) return 'tk bad';
  if (token.negated) return 'tk not';
  return token.key === '' ? 'tk free' : 'tk';
}

/** Values of this session that complete a key. */
function sessionValues(): Readonly<Record<string, readonly string[]>> {
  const sources = selectSources(sessionStore.getState());
  return {
    route: sources.map((source) => source.route),
    host: [...new Set(sources.map((source) => source.target))],
  };
}
