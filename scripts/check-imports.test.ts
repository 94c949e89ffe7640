import { describe, expect, it } from 'vitest';
import { findBreak, findImports, scriptOf } from './check-imports.mjs';

describe('what may import what', () => {
  it.each([
    ['main/model/exchange.ts', './headers.ts'],
    ['main/proxy/forward.ts', '../model/config.ts'],
    ['main/proxy/forward.ts', 'http-proxy'],
    ['main/proxy/forward.ts', 'node:http'],
    ['main/feed/feed.ts', '../store/reader.ts'],
    ['main/engine.ts', './proxy/server.ts'],
    ['app/electron/window.ts', 'electron'],
    ['app/cli/main.ts', '../../main/engine.ts'],
    ['renderer/views/traffic/table.tsx', '../../../main/model/exchange.ts'],
    ['renderer/views/traffic/table.tsx', 'react'],
    ['renderer/main.tsx', './link.ts'],
    ['main/base/clock.test.ts', 'vitest'],
    ['demo/api.mjs', './backend/server.mjs'],
    ['e2e/support/har.ts', 'har-validator'],
  ])('lets %s import %s', (file, specifier) => {
    expect(findBreak(file, specifier)).toBeUndefined();
  });

  it.each([
    ['main/model/exchange.ts', '../base/clock.ts', 'main/model may not import main/base/clock.ts'],
    ['main/model/exchange.ts', 'node:fs', 'no Node.js built-ins here'],
    ['main/proxy/forward.ts', '../capture/recorder.ts', 'main/proxy may not import main/capture/recorder.ts'],
    ['main/feed/feed.ts', '../store/writer.ts', 'main/feed may not import main/store/writer.ts'],
    ['main/engine.ts', 'electron', 'only app/ imports electron'],
    ['main/engine.ts', '../app/cli/main.ts', 'main may not import app/cli/main.ts'],
    ['renderer/views/traffic/table.tsx', '../../link.ts', 'renderer/views/traffic may not import renderer/link.ts'],
    ['renderer/main.tsx', 'node:fs', 'no Node.js built-ins here'],
    ['renderer/main.tsx', '../main/engine.ts', 'renderer may not import main/engine.ts'],
    ['demo/api.mjs', '../main/engine.ts', 'demo may not import main/engine.ts'],
    ['main/capture/recorder.ts', 'http-proxy', 'this package is not in the import table for its folder'],
    ['main/base/clock.ts', 'fs', 'write it with node: in front'],
    ['elsewhere/file.ts', 'node:fs', 'its folder is not in the import table'],
  ])('does not let %s import %s', (file, specifier, why) => {
    expect(findBreak(file, specifier)).toBe(why);
  });
});

it('finds every way to name a module, with its line', () => {
  const source = [
    "import a from 'a';",
    "import type { B } from './b.ts';",
    "export { c } from './c.ts';",
    "const d = await import('d');",
    "// import e from 'e';",
  ].join('\n');
  expect(findImports(source)).toEqual([
    { line: 1, specifier: 'a' },
    { line: 2, specifier: './b.ts' },
    { line: 3, specifier: './c.ts' },
    { line: 4, specifier: 'd' },
  ]);
});

it('reads the script of a component without moving its lines', () => {
  const source = '<template><b /></template>\n<script setup lang="ts">\nimport { ref } from \'vue\';\n</script>\n';
  expect(findImports(scriptOf('App.vue', source))).toEqual([{ line: 3, specifier: 'vue' }]);
  expect(scriptOf('plain.ts', 'const a = 1;')).toBe('const a = 1;');
});
