// End to end: the product's window in front of a page in Chromium: rows, frames, filter, detail, reload, and no way out of it.
import { Shop } from './support/shop.ts';
import { type DesktopApp, expect, test } from './support/electron.ts';

/** Ways in which a page's script might lead the window elsewhere. */
const LEAVING = [
  `void (location.href = 'https://example.com/')`,
  `{ const link = document.createElement('a'); link.href = 'https://example.com/'; document.body.append(link); link.click(); link.remove(); }`,
];

const DEMO = (path: string): readonly string[] => ['--demo', '--session', path];

test('a page in Chromium fills the window’s table, its sockets and its detail', async ({ folder, open, page }) => {
  const { dashboard, proxy, window } = await open(DEMO(folder.at('shop.tline')));
  await dashboard.ready();
  const shop = new Shop(page);
  await shop.open(proxy);
  await shop.make('Chat socket');
  await shop.make('Server error');
  await expect(dashboard.rows('/api/broken', '500')).toBeVisible();

  await dashboard.narrow('status:>=400');
  await dashboard.expectRows(1);
  await dashboard.pick('/api/products');
  await expect(dashboard.detail.getByText(/answered 200 OK/)).toBeVisible();
  const response = await dashboard.openTab('Response');
  await expect(response.getByRole('treeitem', { name: /Blue mug/ }).first()).toBeVisible();

  await dashboard.show('Sockets');
  await window.getByRole('grid', { name: 'Connections' }).getByRole('row').filter({ hasText: '/ws/chat' }).click();
  const frames = window.getByRole('grid', { name: 'Frames' });
  await expect(frames.getByRole('row', { name: /sent by the browser text Hello/ })).toBeVisible();
  await dashboard.show('Performance');
  await expect(window.getByRole('img', { name: /^Requests per second: / })).toBeVisible();
});

test('a reload of the window keeps every row', async ({ folder, open, page }) => {
  const { dashboard, proxy, window } = await open(DEMO(folder.at('shop.tline')));
  await dashboard.ready();
  await new Shop(page).open(proxy);
  await expect(dashboard.rows('/api/products').first()).toBeVisible();
  const rows = await dashboard.rowCount();
  await window.reload();
  await dashboard.ready();
  // The page may still have been loading when its rows were counted.
  await expect.poll(() => dashboard.rowCount()).toBeGreaterThanOrEqual(rows);
});

test('pausing from the menu stops the recording', async ({ folder, open }) => {
  const desktop = await open(DEMO(folder.at('shop.tline')));
  const { dashboard, proxy, window } = desktop;
  await dashboard.ready();
  await clickMenu(desktop, 'Recording', 'Pause or resume');
  await expect(window.getByRole('button', { name: /^Resume/ })).toBeVisible();
  expect((await fetch(`${proxy}/api/missing`)).status).toBe(404);
  await clickMenu(desktop, 'Recording', 'Pause or resume');
  await expect(window.getByRole('button', { name: /^Recording/ })).toBeVisible();
  await fetch(`${proxy}/api/products`);
  await expect(dashboard.rows('/api/products')).toHaveCount(1);
  await dashboard.expectRows(1);
});

test('the window’s page has no Node, no new windows and no way to another page', async ({ folder, open }) => {
  const { app, dashboard, window } = await open(DEMO(folder.at('shop.tline')));
  await dashboard.ready();
  expect(
    await window.evaluate(
      `[typeof require, typeof process, typeof module, Object.keys(window.throughline).join()].join(' ')`,
    ),
  ).toBe('undefined undefined undefined post,on');

  // The question whether to open the address outside is answered with no.
  await app.evaluate(({ dialog }) => {
    dialog.showMessageBox = () => Promise.resolve({ response: 1, checkboxChecked: false });
  });
  expect(await window.evaluate(`window.open('https://example.com/') === null`)).toBe(true);
  expect(app.windows()).toHaveLength(1);

  const address = window.url();
  // Asked in the main process: Playwright would wait for a navigation that never comes.
  const left = await app.evaluate(async ({ BrowserWindow }, attempts) => {
    const [shown] = BrowserWindow.getAllWindows();
    if (!shown) throw new Error('There is no window.');
    const { webContents } = shown;
    const refused: boolean[] = [];
    for (const attempt of attempts) {
      const asked = new Promise<boolean>((done) =>
        webContents.once('will-navigate', (event) => done(event.defaultPrevented)),
      );
      await webContents.executeJavaScript(attempt, true);
      refused.push(await asked);
    }
    return { refused, address: webContents.getURL() };
  }, LEAVING);
  expect(left).toEqual({ refused: LEAVING.map(() => true), address });

  const settings = await app.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows().map(({ webContents }) => {
      const { contextIsolation, sandbox, nodeIntegration } = (
        webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
      ).getLastWebPreferences();
      return { contextIsolation, sandbox, nodeIntegration };
    }),
  );
  expect(settings).toEqual([{ contextIsolation: true, sandbox: true, nodeIntegration: false }]);
});

/** Chooses an entry of the native menu. */
async function clickMenu({ app }: DesktopApp, menu: string, entry: string): Promise<void> {
  await app.evaluate(
    ({ Menu }, path) => {
      const named = (label: string) => (item: Electron.MenuItem) => item.label.replaceAll('&', '') === label;
      const found = Menu.getApplicationMenu()?.items.find(named(path[0]))?.submenu?.items.find(named(path[1]));
      if (!found) throw new Error(`There is no menu entry ${path.join(' > ')}.`);
      (found.click as () => void)();
    },
    [menu, entry] as const,
  );
}
