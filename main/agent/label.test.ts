// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { LABEL_LIMIT, toControl, toLabel, toSelector } from './label.ts';

const make = (html: string): Element => {
  document.body.innerHTML = html;
  return document.querySelector('[data-it]') ?? document.body.firstElementChild!;
};

describe('what a person would call it', () => {
  it.each([
    ['<button> Add <b>to</b>\n cart </button>', 'button "Add to cart"'],
    ['<a href="/next">Next</a>', 'link "Next"'],
    ['<div role="tab" aria-label="Orders">3</div>', 'tab "Orders"'],
    ['<input type="submit" value="Pay">', 'submit "Pay"'],
    ['<input type="checkbox" name="agree">', 'checkbox "agree"'],
    ['<label>Agree <input type="checkbox" data-it></label>', 'checkbox "Agree"'],
    ['<input placeholder="Search" value="typed">', 'input "Search"'],
    ['<img alt="A shoe">', 'img "A shoe"'],
    ['<div></div>', 'div'],
  ])('%s', (html, label) => {
    expect(toLabel(make(html))).toBe(label);
  });

  it.each([
    '<input type="password" value="secret">',
    '<textarea>secret</textarea>',
    '<select><option>secret</option></select>',
    '<label>Notes <textarea>secret</textarea></label>',
    '<label>Notes <textarea data-it>secret</textarea></label>',
    '<div contenteditable>secret</div>',
    '<div contenteditable><p data-it>secret</p></div>',
    '<section><p>secret</p><p></p><p></p><p></p><p></p></section>',
  ])('without what was typed or a whole page: %s', (html) => {
    expect(toLabel(make(html))).not.toContain('secret');
  });

  it('is short', () => {
    expect(toLabel(make(`<button>${'x'.repeat(500)}</button>`))).toHaveLength('button ""'.length + LABEL_LIMIT);
  });
});

it('is the control around what was hit', () => {
  expect(toControl(make('<button id="a"><svg><path data-it /></svg></button>')).id).toBe('a');
  expect(toControl(make('<p data-it id="b">text</p>')).id).toBe('b');
});

it.each([
  ['<button data-testid="add-1" id="x">a</button>', '[data-testid="add-1"]'],
  ['<button id="x" class="c">a</button>', 'button#x'],
  ['<button class="c d">a</button>', 'button.c.d'],
  ['<b>a</b>', 'b'],
])('is found again by a selector: %s', (html, selector) => {
  expect(toSelector(make(html))).toBe(selector);
});
