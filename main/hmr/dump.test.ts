import { test } from 'vitest';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { BEGAN_AT, play, readLines } from './test/playback.ts';
test('dump', () => {
  let out = '';
  for (const f of readdirSync(join(import.meta.dirname, 'fixtures'))) {
    const name = f.replace('.jsonl', '');
    const a = play(readLines(name));
    const b = play(readLines(name), 'turns');
    out += `===== ${name} ${JSON.stringify(a.records) === JSON.stringify(b.records) ? 'same' : 'DIFFERENT'}\n`;
    for (const s of a.steps) {
      out += `-- ${s.name}  ${s.dom?.overlay ? 'OVERLAY ' : ''}${JSON.stringify(s.dom?.text ?? '').slice(0, 60)}\n`;
      for (const r of s.records) {
        const { id, at, dialect, type, socketExchangeId, frameId, eventId, pageKey, ...rest } = r;
        out += `   #${id} ${at - BEGAN_AT} ${type} ${JSON.stringify({ ...rest, ...(rest.appliedAt ? { appliedAt: rest.appliedAt - BEGAN_AT } : {}), ...(rest.reloadedAt ? { reloadedAt: rest.reloadedAt - BEGAN_AT } : {}) }).slice(0, 620)}\n`;
      }
    }
  }
  writeFileSync('/tmp/dump.txt', out);
});
test('diff', () => {
  let out = '';
  for (const f of ['next-16-turbopack', 'next-16-webpack', 'vite-5', 'vite-8', 'webpack-dev-server-4']) {
    const a = play(readLines(f)).records; const b = play(readLines(f), 'turns').records;
    const n = (r: unknown) => JSON.stringify(r);
    a.forEach((r, i) => { if (n(r) !== n(b[i])) out += `${f}\n  A ${n(r).slice(0, 700)}\n  B ${(n(b[i]) ?? 'none').slice(0, 700)}\n`; });
  }
  writeFileSync('/tmp/diff.txt', out);
});
