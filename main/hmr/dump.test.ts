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
