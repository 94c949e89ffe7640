import { defineConfig } from 'vitest/config';

const common = { testTimeout: 20_000, hookTimeout: 20_000, passWithNoTests: false, allowOnly: false };

/** `unit` lies beside the sources; `integration` uses real sockets, processes and files across parts. */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: ['{main,app,renderer,scripts,demo,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**'],
        },
      },
      {
        test: {
          ...common,
          name: 'integration',
          include: ['e2e/integration/**/*.test.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
