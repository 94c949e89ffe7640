import { describe, expect, it } from 'vitest';
import { PLACE_LIMIT_BYTES, TagInserter, type InserterSetting } from './tag-inserter.ts';

const PAGE = { scheme: 'http', authority: 'localhost:8888' };

/** All that comes out, and what became of the document, which goes in in pieces of `size` bytes. */
function insert(document: Buffer, size: number, setting: Partial<InserterSetting> = {}) {
  const inserter = new TagInserter({ tag: '[tag]', charset: undefined, xml: false, page: PAGE, ...setting });
  const out: Buffer[] = [];
  let mostHeld = 0;
  let given = 0;
  for (let at = 0; at < document.length; at += size) {
    const part = inserter.push(document.subarray(at, at + size));
    out.push(part);
    given += part.length;
    mostHeld = Math.max(mostHeld, Math.min(at + size, document.length) - given);
  }
  out.push(inserter.end());
  const { outcome } = inserter;
  return { bytes: Buffer.concat(out), code: outcome.type === 'refused' ? outcome.code : outcome.type, mostHeld };
}

const utf16 = (text: string, big: boolean): Buffer => {
  const bytes = Buffer.from(text, 'utf16le');
  return big ? bytes.swap16() : bytes;
};
const TEXT = '<!doctype html><!-- a --><html lang="a>b"><head>|<title>你好</title>';
const GBK = Buffer.concat([
  Buffer.from('<html><head>|<title>'),
  Buffer.from('c4e3bac3', 'hex'),
  Buffer.from('</title>'),
]);

describe('a document with the tag put in', () => {
  it.each<[string, Buffer, Partial<InserterSetting>]>([
    ['UTF-8', Buffer.from(TEXT), {}],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`), { charset: 'gbk' }],
    ['GBK', GBK, { charset: 'gbk' }],
    ['UTF-16LE with a mark', utf16(`\ufeff${TEXT}`, false), {}],
    ['UTF-16BE with a mark', utf16(`\ufeff${TEXT}`, true), { charset: 'utf-8' }],
    ['UTF-16LE by its label', utf16(TEXT, false), { charset: 'utf-16' }],
    ['UTF-16BE by its label', utf16(TEXT, true), { charset: 'utf-16be' }],
    ['no head', Buffer.from('\ufeff\n<!-- x -->|<title>a</title>'), {}],
    ['XHTML', Buffer.from('<?xml version="1.0"?><html xmlns="x"><head>|<title/></head></html>'), { xml: true }],
  ])('is the same but for the tag, however it is cut: %s', (name, marked, setting) => {
    const width = name.startsWith('UTF-16') ? 2 : 1;
    const encode = (text: string): Buffer =>
      width === 1 ? Buffer.from(text) : utf16(text, name.startsWith('UTF-16BE'));
    const at = marked.indexOf(encode('|'));
    const [before, after] = [marked.subarray(0, at), marked.subarray(at + width)];
    const wanted = Buffer.concat([before, encode('[tag]'), after]);
    const document = Buffer.concat([before, after]);
    for (let size = 1; size <= document.length; size += 1) {
      const { bytes, code, mostHeld } = insert(document, size, setting);
      expect([bytes.equals(wanted), code]).toEqual([true, 'inserted']);
      expect(mostHeld).toBeLessThanOrEqual(8 * width);
    }
    // In two pieces, at every place.
    for (let cut = 1; cut < document.length; cut += 1) {
      const inserter = new TagInserter({ tag: '[tag]', charset: undefined, xml: false, page: PAGE, ...setting });
      const out = [document.subarray(0, cut), document.subarray(cut)].map((part) => inserter.push(part));
      expect(Buffer.concat([...out, inserter.end()]).equals(wanted)).toBe(true);
    }
  });

  it.each<[string, Buffer, Partial<InserterSetting>, string]>([
    ['nothing', Buffer.alloc(0), {}, 'agent-no-place'],
    ['a comment that does not end', Buffer.from('<!-- a'), {}, 'agent-no-place'],
    [
      'a comment longer than is looked through',
      Buffer.from(`<!--${'a'.repeat(2 * PLACE_LIMIT_BYTES)}--><head>`),
      {},
      'agent-no-place',
    ],
    ['an encoding that can’t be read', Buffer.from('<head>'), { charset: 'utf-7' }, 'agent-refused-by-charset'],
    ['another root', Buffer.from('<svg/>'), { xml: true }, 'agent-no-place'],
    [
      'a policy that lets no report out',
      Buffer.from(`<head><meta http-equiv=content-security-policy content="default-src 'none'">`),
      {},
      'agent-refused-by-csp',
    ],
  ])('keeps its bytes: %s', (_name, document, setting, code) => {
    // What a policy says is seen only where it came along with the place.
    const sizes = code === 'agent-refused-by-csp' ? [] : [document.length > 1_000 ? 997 : 1, 8];
    for (const size of [...sizes, document.length || 1]) {
      const done = insert(document, size, setting);
      expect([done.bytes.equals(document), done.code]).toEqual([true, code]);
    }
  });

  it('may report under a policy that lets it', () => {
    const document = Buffer.from(
      `<head><meta http-equiv=content-security-policy content="script-src 'none'; connect-src 'self'">`,
    );
    expect(insert(document, document.length).code).toBe('inserted');
  });
});
