// End to end: the dashboard in Chromium against the browser host, and in the Electron shell.
import { existsSync } from 'node:fs';
import { defineConfig, devices } from '@playwright/test';

const SYSTEM_CHROMIUM = '/usr/bin/chromium';

/** Keeps the browser from traffic of its own, which would show up in the captures. */
const QUIET_BROWSER = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const chromium = {
  ...devices['Desktop Chrome'],
  viewport: { width: 1440, height: 900 },
  launchOptions: {
    args: QUIET_BROWSER,
    ...(existsSync(SYSTEM_CHROMIUM) ? { executablePath: SYSTEM_CHROMIUM } : {}),
  },
};

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results/playwright',
  retries: 0,
  workers: 1,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: 'list',
  use: { locale: 'en-GB', trace: 'retain-on-failure', screenshot: 'only-on-failure' },
  projects: [
    { name: 'chromium', testMatch: '*.spec.ts', testIgnore: ['electron*.spec.ts', 'real-servers/**'], use: chromium },
    { name: 'electron', testMatch: 'electron*.spec.ts', use: chromium },
    // A server's first build on a busy machine takes its time; so does installing one that is missing.
    {
      name: 'servers',
      testMatch: 'real-servers/*.spec.ts',
      timeout: 180_000,
      expect: { timeout: 30_000 },
      use: chromium,
    },
    { name: 'shots', testMatch: 'shots.ts', use: chromium },
  ],
});
