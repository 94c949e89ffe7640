// End to end: a frame of an error, chosen in the product's window, opens in the configured editor at its file, line and column.
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import ts from 'typescript';
import { expect, test as base } from './support/electron.ts';
import type { TestFolder } from './support/folder.ts';
import { findMarks } from './support/source-marks.ts';

const CART = `interface Line {
  readonly price: number;
  readonly count: number;
}

function total({ price, count }: Line): number {
  if (count > 2) throw /*^throw*/ new RangeError(\`no more than two: \${count}\`);
  return price * count;
}

document.querySelector('button')?.addEventListener('click', () => {
  /*^call*/ total({ price: 12, count: 3 });
});
`;

const PAGE = '<!doctype html><title>Shop</title><button>Buy</button><script src="/cart.js"></script>';

interface Project {
  /** The dev server's address. */
  readonly url: string;
  readonly config: string;
  /** The source's path on disk. */
  readonly cart: string;
  /** What the editor was called with, a list each time. */
  readonly editorCalls: () => readonly (readonly string[])[];
}

const test = base.extend<{ readonly project: Project }>({
  project: async ({ folder }, use) => {
    const server = await serve(folder);
    const calls = folder.at('editor-calls');
    const editor = join(folder.path, 'fake editor.sh');
    writeFileSync(editor, `#!/bin/sh\nprintf '%s\\t' "$@" >> '${calls}'\necho >> '${calls}'\n`);
    chmodSync(editor, 0o755);
    const config = folder.at('throughline.config.json');
    writeFileSync(
      config,
      JSON.stringify({ editor: `"${editor}" --goto {line} {column} {file}`, sourceMaps: { roots: ['shop'] } }),
    );
    await use({
      ...{ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, config },
      cart: join(realpathSync(folder.at('shop')), 'src/cart.ts'),
      editorCalls: () =>
        existsSync(calls)
          ? readFileSync(calls, 'utf8')
              .trimEnd()
              .split('\n')
              .map((line) => line.trimEnd().split('\t'))
          : [],
    });
    server.closeAllConnections();
    server.close();
  },
});

/** The shop's page and its script, compiled from the source on disk. */
async function serve(folder: TestFolder): Promise<Server> {
  mkdirSync(folder.at('shop/src'), { recursive: true });
  writeFileSync(folder.at('shop/package.json'), '{"name":"shop"}');
  writeFileSync(folder.at('shop/src/cart.ts'), CART);
  const { outputText } = ts.transpileModule(CART, {
    fileName: 'src/cart.ts',
    compilerOptions: { inlineSourceMap: true, inlineSources: true, target: ts.ScriptTarget.ES2022 },
  });
  const server = createServer((request, response) => {
    const isPage = request.url === '/';
    response.setHeader('Content-Type', isPage ? 'text/html; charset=utf-8' : 'text/javascript');
    response.end(isPage ? PAGE : outputText);
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return server;
}

test('a frame opens in the editor, by mouse and by key', async ({ folder, open, page, project }) => {
  const { url, config, cart, editorCalls } = project;
  const desktop = await open(['--target', url, '--config', config, '--session', folder.at('shop.tline')]);
  await desktop.dashboard.ready();
  await page.goto(desktop.proxy);
  await page.getByRole('button', { name: 'Buy' }).click();

  const { window } = desktop;
  await desktop.dashboard.views.getByRole('button', { name: /^Errors/ }).click();
  await window.getByText('no more than two: 3').first().click();
  const marks = findMarks(CART, false);
  const frames = window
    .getByRole('grid', { name: 'Stack' })
    .getByRole('button')
    .filter({ hasText: /cart\.ts:\d+:\d+$/ });
  await expect(frames).toHaveCount(2);

  for (const [index, mark] of ['throw', 'call'].entries()) {
    const { line, column } = marks.get(mark) ?? { line: 0, column: 0 };
    await expect(frames.nth(index)).toHaveText(new RegExp(`cart\\.ts:${line}:${column}$`));
    await frames.nth(index).click();
    await expect.poll(() => editorCalls().length).toBe(index + 1);
    expect(editorCalls()[index]).toEqual(['--goto', String(line), String(column), cart]);
  }
  await window.keyboard.press('e');
  await expect.poll(() => editorCalls().length).toBe(3);
  expect(editorCalls()[2]).toContain(cart);
});
