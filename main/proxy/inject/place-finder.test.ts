import { describe, expect, it } from 'vitest';
import { PlaceFinder } from './place-finder.ts';

/** The document with `|` where the tag goes; `none` where there is no place. Given in pieces of `size` characters. */
function find(document: string, size = document.length || 1, xml = false): string {
  const finder = new PlaceFinder(xml);
  let safe = 0;
  for (let end = Math.min(size, document.length); ; end = Math.min(end + size, document.length)) {
    const found = finder.look(document.slice(safe, end), end === document.length);
    if (found.type === 'none') return 'none';
    if (found.type === 'place') return `${document.slice(0, found.at)}|${document.slice(found.at)}`;
    safe = found.safe;
  }
}

const HTML: readonly string[] = [
  '<!doctype html><html><head>|<title>a</title>',
  '<!DOCTYPE html>\n<HTML lang="a>b" data-x=\'>\'>\n<HEAD prefix="x>y" >|\n<meta charset=gbk>',
  '<html><head/>|<title>',
  '<html lang=en/><head data-a = "1" b>|x',
  '<!doctype html>\n|<title>no head</title>',
  '<!doctype html><html>\n|<body>',
  '<html>|</html>',
  '<!doctype html>|<header>not the head</header>',
  '|<headline>',
  '|<h1>text</h1>',
  '|plain text <head>',
  '\n\t |é',
  '|\u00a0<head>',
  '|< head>',
  '|<3',
  '|<',
  '<!-- <head> --><head>|',
  '<!--><head>|<!-- -->',
  '<!---><head>|-->',
  '<!-- a --!><head>|',
  '<!-- a --- b --><head>|',
  '<!--!><head>--><html><head>|',
  '<!-- a -!> b --><head>|',
  '<!-- a --!- b --><head>|',
  '<!doctype html PUBLIC "-//W3C//DTD XHTML 1.0//EN"\n "http://www.w3.org/x.dtd"><html><head>|',
  '<!--[if !IE]><!--><html><!--<![endif]--><head>|',
  '<![if IE]><?php x ?><html><head>|',
  '</p></ ignored><html></div a=">"><head>|',
  '<!doctype html>|</body>',
  '<html>|</head>',
  '<html>|<br>',
  '<!doctype html>|',
  '<!doctype html><!-- only --> |',
  '<html>|<frameset>',
  '<html><head a==">|b"',
  '<html><head a="\'>\'" >|',
];

const XHTML: readonly string[] = [
  '<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE html [<!ENTITY a "]>">\n<!ENTITY b "c">]>\n<html xmlns="x"><head>|<title/>',
  '<html xmlns="x">\n|<body/></html>',
  '<h:html xmlns:h="x"><h:head>|<h:title/>',
  '<html><head/>|<body/></html>',
  '<?pi a > b ?><html>|<p/></html>',
];

describe('where the tag goes', () => {
  it.each(HTML)('%j', (wanted) => {
    const document = wanted.replace('|', '');
    expect(find(document)).toBe(wanted);
    for (let size = 1; size < Math.min(document.length, 8); size += 1) expect(find(document, size)).toBe(wanted);
  });

  it.each(XHTML)('in XML: %j', (wanted) => {
    const document = wanted.replace('|', '');
    expect(find(document, undefined, true)).toBe(wanted);
    for (const size of [1, 2, 3, 7]) expect(find(document, size, true)).toBe(wanted);
  });

  it.each(['<!-- never ends', '<html lang="never ends>', '<!doctype html', '<head'])('is nowhere in %j', (document) => {
    expect([find(document), find(document, 1)]).toEqual(
      ['none', 'none'].map((word) => (document === '<head' ? '|<head' : word)),
    );
  });

  it.each(['<svg xmlns="x"/>', '<html/>', 'text', '', '<head/>'])('is nowhere in the XML %j', (document) => {
    expect(find(document, undefined, true)).toBe('none');
  });

  it('holds no more than an unfinished name', () => {
    const finder = new PlaceFinder(false);
    expect(finder.look('<!doctype html><!-- a -', false)).toEqual({ type: 'more', safe: 23 });
    expect(finder.look('-><html lang="', false)).toEqual({ type: 'more', safe: 37 });
    expect(finder.look('"> <hea', false)).toEqual({ type: 'more', safe: 40 });
    expect(finder.look(`<${'x'.repeat(100)}`, false)).toEqual({ type: 'place', at: 40 });
  });
});
