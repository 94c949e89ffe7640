// Integration: the page agent as built, in a real browser: what it tells, and what it leaves as it is.
import type { Browser } from '@playwright/test';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, openAgentPage, type AgentPage, type PageOptions } from '../support/agent-page.ts';

let browser: Browser;
let open: AgentPage[] = [];

beforeAll(async () => {
  browser = await launchBrowser();
});
afterAll(() => browser.close());
afterEach(async () => {
  await Promise.all(open.map((page) => page.close()));
  open = [];
});

async function openPage(options: PageOptions): Promise<AgentPage> {
  const opened = await openAgentPage(browser, options);
  open.push(opened);
  return opened;
}

const script = (code: string): string => `<body><script>\n${code}\n</script>`;

describe('errors', () => {
  test('thrown, rejected, of any kind, each once, with stack and place', async () => {
    const { waitFor, items, origin } = await openPage({
      html: script(`
        addEventListener('load', () => {
          Promise.reject(new RangeError('too far'));
          for (let i = 0; i < 3; i++) setTimeout(function later() { throw new TypeError('broken'); });
          setTimeout(() => { throw { code: 7 }; });
          setTimeout(() => Promise.reject('plain'));
        });`),
    });
    const broken = await waitFor('error', (item) => item.name === 'TypeError');
    expect(broken).toMatchObject({ source: 'window.onerror', message: 'broken', count: 3 });
    expect(broken.stack).toMatch(new RegExp(`^TypeError: broken\\n +at later \\(${origin}/:5:`));
    expect(await waitFor('error', (item) => item.name === 'RangeError')).toMatchObject({
      source: 'unhandledrejection',
      message: 'too far',
      count: 1,
    });
    expect(await waitFor('error', (item) => item.message === 'plain')).toMatchObject({ source: 'unhandledrejection' });
    const thrown = await waitFor('error', (item) => item.message === '{"code":7}');
    expect(thrown).toMatchObject({ url: `${origin}/`, line: 6, source: 'window.onerror' });
    expect(items().filter(({ type }) => type === 'error')).toHaveLength(4);
  });
});
