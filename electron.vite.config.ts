import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import { agentBundle } from './scripts/agent-bundle.mjs';
import { httpProxySource } from './scripts/http-proxy-source.mjs';

const EXTERNAL = ['electron', 'libsql', '@lydell/node-pty', 'bufferutil', 'utf-8-validate'];
const at = (path: string) => resolve(import.meta.dirname, path);

/** Lower syntax only as far as the oldest runtime that must run the bundle: Node 18.15 in Electron 25. */
export default defineConfig({
  main: {
    plugins: [agentBundle(), httpProxySource()],
    build: {
      target: 'node18.15',
      outDir: 'out/main',
      externalizeDeps: false,
      rollupOptions: {
        external: EXTERNAL,
        input: {
          electron: at('app/electron/main.ts'),
          cli: at('app/cli/main.ts'),
          engine: at('main/engine.ts'),
          'recorder-worker': at('main/recorder-worker.ts'),
          'source-map-worker': at('main/source-map-worker.ts'),
          'telemetry-worker': at('main/telemetry-worker.ts'),
          'reader-worker': at('main/store/reader-worker.ts'),
        },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' },
      },
    },
  },
  preload: {
    build: {
      target: 'node18.15',
      outDir: 'out/preload',
      externalizeDeps: false,
      rollupOptions: {
        external: EXTERNAL,
        input: { preload: at('app/electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [react()],
    build: {
      target: 'chrome114',
      minify: true,
      outDir: at('out/renderer'),
      rollupOptions: { input: at('renderer/index.html') },
    },
  },
});
