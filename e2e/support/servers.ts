// End to end: how each development server in `e2e/servers` is started, as its own documentation has it.
import type { RealServerOptions } from './real-server.ts';

const vite = (name: string): RealServerOptions => ({
  name,
  command: (port) => ['vite/bin/vite.js', '--host', '127.0.0.1', '--port', String(port), '--strictPort'],
});

/** Asked for its script, which it answers once it is built. */
const webpackDevServer = (name: string): RealServerOptions => ({
  name,
  command: (port) => ['webpack-cli/bin/cli.js', 'serve', '--port', String(port)],
  path: '/main.js',
});

const next = (...options: readonly string[]): RealServerOptions => ({
  name: 'next-16',
  command: (port) => ['next/dist/bin/next', 'dev', '-H', '127.0.0.1', '-p', String(port), ...options],
});

export const REAL_SERVERS = {
  /** On the checkout's own Vite and Vue. */
  vite8: vite('vite-8'),
  vite5: vite('vite-5'),
  webpackDevServer5: webpackDevServer('webpack-dev-server-5'),
  webpackDevServer6: webpackDevServer('webpack-dev-server-6'),
  webpackHotMiddleware: {
    name: 'webpack-hot-middleware',
    command: (port) => ['server.js', String(port)],
    path: '/main.js',
  },
  rsbuild: {
    name: 'rsbuild-2',
    command: (port) => ['@rsbuild/core/bin/rsbuild.js', 'dev', '--host', '127.0.0.1', '--port', String(port)],
  },
  nextTurbopack: next(),
  nextWebpack: next('--webpack'),
} satisfies Readonly<Record<string, RealServerOptions>>;
