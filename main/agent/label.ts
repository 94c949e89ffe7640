// Page agent: what a person would call an element. Never what was typed into it.
import { cut } from './base.ts';

/** Characters of a label or selector. */
export const LABEL_LIMIT = 60;

const CONTROLS = 'a,button,input,select,textarea,label,summary,form,[role]';
/** What a person writes into or chooses from: its text is theirs. */
const FIELDS = 'select,textarea,[contenteditable]';
/** An element with more children is a part of the page, not a thing with a name. */
const NAMED_CHILDREN = 5;

const tidy = (text: string | null | undefined): string => cut((text ?? '').replace(/\s+/g, ' ').trim(), LABEL_LIMIT);

/** The control that an event inside it is meant for, or the element itself. */
export const toControl = (element: Element): Element => element.closest(CONTROLS) ?? element;

/** The words on an element, but none of a field in or around it. */
const textOf = (element: Element | undefined): string | null | undefined =>
  element && element.childElementCount < NAMED_CHILDREN && !element.querySelector(FIELDS) && !element.closest(FIELDS)
    ? element.textContent
    : '';

/** `button "Add to cart"`. */
export function toLabel(element: Element): string {
  const get = (name: string) => element.getAttribute(name);
  const tag = element.localName;
  const type = tag === 'input' && get('type');
  const name = tidy(
    get('aria-label') ||
      textOf(element) ||
      textOf((element as HTMLInputElement).labels?.[0]) ||
      (type && /^(button|submit|reset)$/.test(type) && get('value')) ||
      ['placeholder', 'title', 'alt', 'name', 'id'].map(get).find(Boolean),
  );
  return tidy(get('role') || (tag === 'a' ? 'link' : type || tag)) + (name && ` "${name}"`);
}

/** A CSS selector that a person recognises the element by. */
export function toSelector(element: Element): string {
  const testId = element.getAttribute('data-testid');
  const tag = element.localName;
  if (testId) return `[data-testid="${tidy(testId)}"]`;
  return tidy(element.id ? `${tag}#${element.id}` : [tag, ...element.classList].join('.'));
}
