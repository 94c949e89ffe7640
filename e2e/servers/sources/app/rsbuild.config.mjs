import { defineConfig } from '@rsbuild/core';
import { pluginReact } from '@rsbuild/plugin-react';
import { pluginVue } from '@rsbuild/plugin-vue';

export default defineConfig({
  plugins: [pluginReact(), pluginVue()],
  source: { entry: { index: './src/main.ts' } },
  html: { template: './page/rsbuild.html' },
});
