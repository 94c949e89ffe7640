// Integration: the page agent beside real frameworks: Vue's and React's own builds, and Fast Refresh in a real development server.
import { once } from 'node:events';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer as createTcpServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser } from '@playwright/test';
import react from '@vitejs/plugin-react';
import { build, createServer } from 'vite';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser, openAgentPage, toTag, type AgentPage, type PageOptions } from '../support/agent-page.ts';
import { createFolder, type TestFolder } from '../support/folder.ts';

const MODULES = join(import.meta.dirname, '../../node_modules');

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

async function findFreePort(): Promise<number> {
  const server = createTcpServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const errorsOf = (told: AgentPage) => told.items().filter((item) => item.type === 'error');

describe('Vue', () => {
  const openVue = (code: string, dist = 'vue.global.js') =>
    openPage({
      html: `<body><div id="app"></div><script src="/vue.js"></script><script>
        const { createApp, h, ref, nextTick, reactive, watchEffect } = Vue;
        ${code}
      </script>`,
      answer: (request, response) => {
        if (request.url !== '/vue.js') return false;
        response.setHeader('Content-Type', 'text/javascript').end(readFileSync(join(MODULES, 'vue/dist', dist)));
        return true;
      },
    });
  const TREE = `
    const Thrower = { name: 'Thrower', props: ['price'], emits: ['buy'],
      render() { return h('button', { onClick() { throw new TypeError('no ' + 'stock'); } }, 'Buy'); } };
    const Shop = { name: 'Shop', render: () => h('section', [h(Thrower, { price: 3, label: 'a b=c', onBuy() {} })]) };
    const app = createApp(Shop);`;

  test("an error that an application's own handler takes", async () => {
    const told = await openVue(`${TREE}
      const mine = (error, instance, info) => { window.handled = [error.message, instance.$options.name, info]; };
      app.config.errorHandler = mine;
      app.config.warnHandler = (message, instance, trace) => { window.warned = [message, trace]; };
      app.mount('#app');
      Vue.warn('careful');`);
    await told.page.click('button');
    const error = await told.waitFor('error');
    expect(error).toMatchObject({
      source: 'vue',
      name: 'TypeError',
      message: 'no stock',
      component: 'Thrower',
      componentStack: ['Thrower', 'Shop'],
      props: ['price', 'label', 'onBuy'],
      info: 'native event handler',
      handled: true,
      count: 1,
    });
    expect(error.stack).toContain('TypeError: no stock');
    expect(await told.page.evaluate('handled')).toEqual(['no stock', 'Thrower', 'native event handler']);
    expect(errorsOf(told)).toHaveLength(1);
  });

  test('an error before anything is mounted, and a warning that a handler takes', async () => {
    const told = await openVue(`
      const Early = { name: 'Early', setup() { throw new RangeError('too early'); }, render() {} };
      const Root = { name: 'Root', render: () => [h(Early), h(Vue.resolveComponent('Unknown'))] };
      const app = createApp(Root);
      app.config.errorHandler = (error) => { console.error(error); };
      app.config.warnHandler = (message) => { window.warned = message; };
      app.mount('#app');`);
    expect(await told.waitFor('error')).toMatchObject({ source: 'vue', component: 'Early', info: 'setup function' });
    const warning = await told.waitFor('console', ({ level }) => level === 'warn');
    expect(warning.message).toContain('Failed to resolve component: Unknown');
    expect(warning.componentStack).toEqual(['Root']);
    expect(await told.page.evaluate('warned')).toContain('Failed to resolve component: Unknown');
    expect(errorsOf(told)).toHaveLength(1);
  });

  test('without a handler Vue warns and throws as ever, and the error knows its component', async () => {
    const thrown: string[] = [];
    const told = await openVue(`${TREE} app.mount('#app');`);
    told.page.on('pageerror', (error) => thrown.push(error.message));
    await told.page.click('button');
    expect(await told.waitFor('error')).toMatchObject({
      source: 'vue',
      message: 'no stock',
      component: 'Thrower',
      componentStack: ['Thrower', 'Shop'],
      props: ['price', 'label', 'onBuy'],
      info: 'native event handler',
      handled: false,
    });
    const warning = await told.waitFor('console', ({ level }) => level === 'warn');
    expect(warning.message).toContain('[Vue warn]: Unhandled error during execution of native event handler');
    expect(warning.componentStack).toEqual(['Thrower', 'Shop']);
    expect(thrown).toEqual(['no stock']);
    expect(errorsOf(told)).toHaveLength(1);
  });

  test('developer tools that come later get all that Vue tells, and printing what is reactive tracks nothing', async () => {
    const told = await openVue(`
      const events = [];
      window.__VUE_DEVTOOLS_GLOBAL_HOOK__ = { emit: (name) => events.push(name), on() {} };
      window.events = events;
      const state = reactive({ count: 1, inner: { a: 1 } });
      window.runs = 0;
      watchEffect(() => { runs++; console.log(state); });
      state.count++; state.more = 1; state.inner.a++;
      const Shop = { name: 'Shop', render() { throw new Error('late tools'); } };
      const app = createApp(Shop);
      app.config.errorHandler = () => {};
      app.mount('#app');
      nextTick(() => console.log('runs', runs));`);
    expect(await told.waitFor('console', ({ message }) => message.startsWith('runs'))).toMatchObject({
      message: 'runs 1',
    });
    expect(await told.page.evaluate('events')).toContain('app:init');
    expect(await told.waitFor('error')).toMatchObject({ source: 'vue', component: 'Shop', handled: true });
  });

  test('a production build still tells of errors', async () => {
    const told = await openVue(`${TREE} app.mount('#app');`, 'vue.global.prod.js');
    await told.page.click('button');
    expect(await told.waitFor('error')).toMatchObject({ message: 'no stock', count: 1 });
  });
});

describe('React', () => {
  let folder: TestFolder;
  const bundles = new Map<string, string>();

  const APP = `
    import { Component, createElement as h, useEffect, useState } from 'react';
    import { createRoot } from 'react-dom/client';
    class Boundary extends Component {
      state = {};
      static getDerivedStateFromError(error) { return { error }; }
      render() { return this.state.error ? h('p', null, 'Sorry') : this.props.children; }
    }
    function Price({ amount }) { if (amount < 0) throw new RangeError('negative price'); return h('b', null, amount); }
    function Shop() {
      const [amount, setAmount] = useState(1);
      return h('main', null, h('button', { onClick: () => setAmount(-1) }, 'Refund'), h(Price, { amount }));
    }
    window.heard = [];
    const hear = (name) => (error, info) => window.heard.push([name, error.message, info.componentStack.includes('Price')]);
    const root = (options, tree) => createRoot(document.getElementById('app'), options).render(tree);
    window.show = {
      bounded: () => root({}, h(Boundary, null, h(Shop))),
      open: () => root({}, h(Shop)),
      own: () => root({ onCaughtError: hear('caught'), onUncaughtError: hear('uncaught') }, h(Boundary, null, h(Shop))),
      ownOpen: () => root({ onCaughtError: hear('caught'), onUncaughtError: hear('uncaught') }, h(Shop)),
    };`;

  beforeAll(async () => {
    folder = createFolder();
    symlinkSync(MODULES, folder.at('node_modules'));
    writeFileSync(folder.at('app.js'), APP);
    for (const mode of ['development', 'production']) {
      const result = await build({
        configFile: false,
        root: folder.at('.'),
        logLevel: 'error',
        mode,
        define: { 'process.env.NODE_ENV': JSON.stringify(mode) },
        build: { write: false, minify: false, lib: { entry: folder.at('app.js'), formats: ['iife'], name: 'app' } },
      });
      if (!Array.isArray(result)) throw new Error('not a library build');
      bundles.set(mode, result[0]?.output[0].code ?? '');
    }
  });
  afterAll(() => folder.remove());

  const openReact = (kind: string, mode = 'development') =>
    openPage({
      html: `<body><div id="app"></div><script src="/app.js"></script><script>show.${kind}()</script>`,
      answer: (request, response) => {
        if (request.url !== '/app.js') return false;
        response.setHeader('Content-Type', 'text/javascript').end(bundles.get(mode));
        return true;
      },
    });

  test.each(['development', 'production'])('an error that a boundary catches (%s)', async (mode) => {
    const told = await openReact('bounded', mode);
    await told.page.click('button');
    expect(await told.waitFor('error')).toMatchObject({
      source: 'react',
      name: 'RangeError',
      message: 'negative price',
      handled: true,
      info: 'onCaughtError',
      count: 1,
      ...(mode === 'development' ? { component: 'Price', componentStack: ['Price', 'Shop', 'Boundary'] } : {}),
    });
    expect(await told.page.textContent('p')).toBe('Sorry');
    expect(errorsOf(told)).toHaveLength(1);
  });

  test('an error that nothing catches reaches the window as ever', async () => {
    const thrown: string[] = [];
    const told = await openReact('open');
    told.page.on('pageerror', (error) => thrown.push(error.message));
    await told.page.click('button');
    expect(await told.waitFor('error')).toMatchObject({
      source: 'react',
      component: 'Price',
      componentStack: ['Price', 'Shop'],
      handled: false,
      info: 'onUncaughtError',
    });
    expect(thrown).toEqual(['negative price']);
    expect(errorsOf(told)).toHaveLength(1);
  });

  test.each([
    ['own', 'caught', true],
    ['ownOpen', 'uncaught', false],
  ])("an error that an application's own handlers take (%s)", async (kind, name, handled) => {
    const told = await openReact(kind);
    await told.page.click('button');
    expect(await told.waitFor('error')).toMatchObject({ source: 'react', component: 'Price', handled });
    expect(await told.page.evaluate('heard')).toEqual([[name, 'negative price', true]]);
    expect(errorsOf(told)).toHaveLength(1);
  });

  test('Fast Refresh goes on: an edit keeps the state, and the error after it knows its component', async () => {
    const component = (word: string) => `import { useState } from 'react';
      export function Counter() {
        const [count, setCount] = useState(0);
        if (count > 2) throw new Error('too many');
        return <button onClick={() => setCount(count + 1)}>${word} {count}</button>;
      }`;
    writeFileSync(folder.at('counter.jsx'), component('Count'));
    writeFileSync(
      folder.at('main.jsx'),
      `import { createRoot } from 'react-dom/client';
      import { Counter } from './counter.jsx';
      createRoot(document.getElementById('app')).render(<Counter />);`,
    );
    const vite = await createServer({
      configFile: false,
      root: folder.at('.'),
      logLevel: 'silent',
      appType: 'custom',
      plugins: [react()],
      cacheDir: folder.at('.vite'),
      optimizeDeps: { include: ['react', 'react-dom/client', 'react/jsx-dev-runtime'] },
      server: { middlewareMode: true, hmr: { port: await findFreePort() }, watch: null },
    });
    try {
      const html = await vite.transformIndexHtml(
        '/',
        '<div id="app"></div><script type="module" src="/main.jsx"></script>',
      );
      const told = await openPage({
        answer: (request, response) => {
          if (request.url === '/') response.setHeader('Content-Type', 'text/html').end(toTag() + html);
          else vite.middlewares(request, response);
          return true;
        },
      });
      const button = told.page.locator('button');
      await button.click();
      expect(await button.textContent()).toBe('Count 1');
      writeFileSync(folder.at('counter.jsx'), component('Sum'));
      vite.watcher.emit('change', folder.at('counter.jsx'));
      await expect.poll(() => button.textContent()).toBe('Sum 1');
      await button.click();
      await button.click();
      expect(await told.waitFor('error')).toMatchObject({ source: 'react', component: 'Counter', message: 'too many' });
      expect(new Set(told.reports.map(({ load }) => load)).size).toBe(1);
    } finally {
      await vite.close();
    }
  });
});
