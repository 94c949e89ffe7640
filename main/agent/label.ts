// Page agent: what a person would call an element. Never what was typed into it.
import { cut } from './base.ts';

/** Characters of a label or selector. */
export const LABEL_LIMIT = 60;

const CONTROLS = 'a,button,input,select,textarea,label,summary,option,form,[role]';
/** An element with more children is a part of the page, not a thing with a name. */
const NAMED_CHILDREN = 5;

const tidy = (text: string | null | undefined): string => cut((text ?? '').replace(/\s+/g, ' ').trim(), LABEL_LIMIT);

/** The control that an event inside it is meant for, or the element itself. */
export const toControl = (element: Element): Element => element.closest(CONTROLS) ?? element;

function nameOf(element: Element): string {
  const get = (name: string) => element.getAttribute(name);
  const tag = element.localName;
  const isButton = tag === 'input' && /^(button|submit|reset)$/.test(get('type') ?? '');
  const typedInto = /^(input|select|textarea|form)$/.test(tag) || element.closest('[contenteditable]');
  const own = typedInto ? isButton && get('value') : element.childElementCount < NAMED_CHILDREN && element.textContent;
  return tidy(
    get('aria-label') || own || get('placeholder') || get('title') || get('alt') || get('name') || element.id,
  );
}

/** `button "Add to cart"`. */
export function toLabel(element: Element): string {
  const tag = element.localName;
  const kind =
    element.getAttribute('role') || (tag === 'a' ? 'link' : (tag === 'input' && element.getAttribute('type')) || tag);
  const name = nameOf(element);
  return tidy(kind) + (name && ` "${name}"`);
}

/** A CSS selector that a person recognises the element by. */
export function toSelector(element: Element): string {
  const testId = element.getAttribute('data-testid');
  const tag = element.localName;
  if (testId) return `[data-testid="${tidy(testId)}"]`;
  return tidy(element.id ? `${tag}#${element.id}` : [tag, ...element.classList].join('.'));
}
