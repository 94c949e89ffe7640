// End to end: the dashboard in Chinese, with no word left behind.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test } from './support/stage.ts';
import { ROOT } from './support/throughline.ts';

type Words = Readonly<Record<string, string>>;

const I18N = join(ROOT, 'renderer/i18n');

function readWords(language: string): readonly (readonly [key: string, text: string])[] {
  return readdirSync(join(I18N, language)).flatMap((file) =>
    Object.entries(JSON.parse(readFileSync(join(I18N, language, file), 'utf8')) as Words).map(
      ([key, text]) => [`${file} ${key}`, text] as const,
    ),
  );
}

/** What must not be seen: keys without words, and English texts of more than a word that Chinese has another text for. */
function forbiddenTexts(): ReadonlySet<string> {
  const chinese = new Map(readWords('zh-CN'));
  const forbidden = new Set<string>();
  for (const [key, text] of readWords('en')) {
    const bare = key.split(' ')[1] ?? '';
    if (bare.includes('.')) forbidden.add(bare);
    if (/^[A-Z].* /.test(text) && !text.includes('{{') && chinese.get(key) !== text) forbidden.add(text);
  }
  return forbidden;
}

/** All that can be read or heard on a page. */
const readTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(`(() => {
    const texts = [];
    for (const element of document.querySelectorAll('body *')) {
      for (const node of element.childNodes) if (node.nodeType === 3) texts.push(node.data.trim());
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-description']) texts.push(element.getAttribute(name) ?? '');
    }
    return texts.filter((text) => text !== '');
  })()`);

test('every view is in Chinese and no key is missing', async ({ dashboard, shop }) => {
  test.slow();
  const { page } = dashboard;
  const forbidden = forbiddenTexts();
  expect(forbidden.size).toBeGreaterThan(100);
  const expectChinese = async (place: string): Promise<void> => {
    const found = (await readTexts(page)).filter((text) => forbidden.has(text));
    expect(found, place).toEqual([]);
  };
  for (const traffic of [
    'Server error',
    'Broken off',
    'Upload a form',
    'gzip JSON',
    'Chat socket',
    'Big download',
  ] as const)
    await shop.make(traffic);

  await dashboard.show('Settings');
  await page.getByRole('radio', { name: '中文' }).check({ force: true });
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('设置');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await expectChinese('settings');

  const views = page.getByRole('navigation');
  await views.getByRole('button', { name: /^流量/ }).click();
  await expectChinese('traffic');
  await dashboard.narrow('status:foo');
  await expectChinese('faulty filter');
  for (const path of ['/api/half', '/api/upload', '/api/catalogue/gzip', '/api/download', '/ws/chat']) {
    await dashboard.narrow(path);
    await dashboard.rows().first().click();
    const tabs = page.getByRole('tab');
    await expect(tabs.first()).toBeVisible();
    for (let i = 0; i < (await tabs.count()); i += 1) {
      await tabs.nth(i).click();
      await expect(tabs.nth(i)).toHaveAttribute('aria-selected', 'true');
      await expectChinese(`${path}, tab ${i}`);
    }
  }
  await views.getByRole('button', { name: /^连接/ }).click();
  await page.getByRole('main').getByRole('row').filter({ hasText: '/ws/chat' }).first().click();
  await expect(page.getByRole('main').getByText('Hello', { exact: true })).toBeVisible();
  await expectChinese('sockets');
  await views.getByRole('button', { name: /^性能/ }).click();
  await expectChinese('performance');
  await page.keyboard.press('Control+k');
  await expect(page.getByRole('dialog').getByRole('option').first()).toBeVisible();
  await expectChinese('palette');
  await page.keyboard.press('Escape');
  await page.keyboard.press('Shift+?');
  await expect(page.getByRole('dialog')).toBeVisible();
  await expectChinese('keys');
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});
