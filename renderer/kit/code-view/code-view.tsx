// Kit: text with line numbers, colours and search; read-only. CodeMirror draws only the lines in sight.
import { HighlightStyle, bracketMatching, foldGutter, foldKeymap, syntaxHighlighting } from '@codemirror/language';
import { search, searchKeymap } from '@codemirror/search';
import { Compartment, EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef, type KeyboardEvent } from 'react';
import { loadLanguage, type CodeLanguage } from './code-language.ts';

const COLOURS = HighlightStyle.define([
  { tag: [tags.keyword, tags.bool, tags.null, tags.atom, tags.operatorKeyword], color: 'var(--syn-keyword)' },
  { tag: [tags.string, tags.regexp, tags.attributeValue, tags.special(tags.string)], color: 'var(--syn-string)' },
  { tag: [tags.number, tags.unit, tags.color], color: 'var(--syn-number)' },
  { tag: [tags.comment, tags.meta, tags.processingInstruction, tags.documentMeta], color: 'var(--syn-comment)' },
  {
    tag: [tags.propertyName, tags.attributeName, tags.tagName, tags.typeName, tags.className],
    color: 'var(--syn-key)',
  },
]);

const LOOK = EditorView.theme({
  '&': { height: '100%', color: 'var(--ink)', backgroundColor: 'transparent', fontSize: 'var(--text-mono)' },
  '&.cm-focused': { outline: '2px solid var(--focus)', outlineOffset: '-2px' },
  '.cm-scroller': {
    fontFamily: 'var(--font-mono)',
    lineHeight: '19px',
    fontVariantLigatures: 'none',
    overflow: 'auto',
  },
  '.cm-gutters': {
    backgroundColor: 'var(--surface)',
    color: 'var(--ink-3)',
    border: 'none',
    paddingLeft: 'var(--s2)',
  },
  '.cm-line': { padding: '0 var(--s3) 0 var(--s1)' },
  '.cm-searchMatch': { backgroundColor: 'var(--syn-mark)', outline: '1px solid var(--line-control)' },
  '.cm-searchMatch-selected': { backgroundColor: 'var(--selected)', outline: '1px solid var(--accent)' },
  '.cm-matchingBracket': { backgroundColor: 'var(--active)', outline: 'none' },
  '.cm-foldPlaceholder': { backgroundColor: 'var(--active)', border: 'none', color: 'var(--ink-2)' },
  '.cm-panels': { backgroundColor: 'var(--sunken)', color: 'var(--ink)', borderBottom: '1px solid var(--line)' },
  '.cm-panel.cm-search': { padding: '5px var(--s4)', fontSize: 'var(--text-sm)', fontFamily: 'var(--font-ui)' },
  '.cm-panel.cm-search label': { fontSize: 'var(--text-sm)' },
  '.cm-panel.cm-search [name=close]': { color: 'var(--ink-2)', cursor: 'default', top: '6px', right: '10px' },
  '.cm-textfield': {
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    border: '1px solid var(--line-control)',
    borderRadius: 'var(--r2)',
    fontSize: 'var(--text-sm)',
    height: '22px',
  },
  '.cm-button': {
    backgroundImage: 'none',
    backgroundColor: 'var(--surface)',
    color: 'var(--ink)',
    border: '1px solid var(--line-strong)',
    borderRadius: 'var(--r2)',
    height: '22px',
    fontSize: 'var(--text-sm)',
  },
});

export interface CodeViewProps {
  readonly text: string;
  readonly language: CodeLanguage;
  readonly label: string;
  readonly wrap: boolean;
  /** CodeMirror's own words in the reader's language, by their English text. */
  readonly phrases: Readonly<Record<string, string>>;
}

function toExtensions({ label, wrap, phrases }: CodeViewProps): Extension[] {
  return [
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ tabindex: '0', 'aria-label': label, 'aria-readonly': 'true', role: 'textbox' }),
    EditorState.phrases.of(phrases),
    wrap ? EditorView.lineWrapping : [],
    lineNumbers(),
    foldGutter({ openText: '⌄', closedText: '›' }),
    bracketMatching(),
    search({ top: true }),
    keymap.of([...searchKeymap, ...foldKeymap]),
    syntaxHighlighting(COLOURS),
    LOOK,
  ];
}

/** Fills its parent and scrolls by itself. Ctrl or Cmd F searches in the text. */
export function CodeView(props: CodeViewProps) {
  const host = useRef<HTMLDivElement>(null);
  const { text, language, label, wrap, phrases } = props;
  useEffect(() => {
    if (!host.current) return;
    const grammar = new Compartment();
    const state = EditorState.create({
      doc: text,
      extensions: [toExtensions({ text, language, label, wrap, phrases }), grammar.of([])],
    });
    const view = new EditorView({ state, parent: host.current });
    let gone = false;
    loadLanguage(language)
      .then((extension) => {
        if (!gone) view.dispatch({ effects: grammar.reconfigure(extension) });
      })
      .catch((error: unknown) => console.warn('The grammar could not be loaded; the text stays plain.', error));
    return () => {
      gone = true;
      view.destroy();
    };
  }, [text, language, label, wrap, phrases]);
  return <div ref={host} className="codeview" onKeyDown={keepSearchKey} />;
}

/** Ctrl or Cmd F means this text here, not the filter of the view around it. */
function keepSearchKey(event: KeyboardEvent): void {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'f') event.stopPropagation();
}
