import { defineConfig } from 'vitest/config';

const common = { testTimeout: 20_000, hookTimeout: 20_000, passWithNoTests: false, allowOnly: false };

/**
 * `unit` and `views` lie beside the sources; `integration` uses real sockets, processes and files across parts. Files of `unit`
 * share a process, which spares most of their time; those of `views` have modules and a document of their own.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...common,
          name: 'unit',
          include: ['{main,app,scripts,demo,bench}/**/*.test.ts'],
          exclude: ['**/node_modules/**'],
          isolate: false,
        },
      },
      {
        test: { ...common, name: 'views', include: ['renderer/**/*.test.{ts,tsx}'] },
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
