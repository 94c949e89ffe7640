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
    const told = await openPage({
      html: script(`
        addEventListener('load', () => {
          Promise.reject(new RangeError('too far'));
          for (let i = 0; i < 3; i++) setTimeout(function later() { throw new TypeError('broken'); });
          setTimeout(() => { throw { code: 7 }; });
          setTimeout(() => Promise.reject('plain'));
        });`),
    });
    const broken = await told.waitFor('error', (item) => item.name === 'TypeError');
    expect(broken).toMatchObject({ source: 'window.onerror', message: 'broken', count: 3 });
    expect(broken.stack).toMatch(new RegExp(`^TypeError: broken\\n +at later \\(${told.origin}/:5:`));
    expect(await told.waitFor('error', (item) => item.name === 'RangeError')).toMatchObject({
      source: 'unhandledrejection',
      message: 'too far',
      count: 1,
    });
    expect(await told.waitFor('error', (item) => item.message === 'plain')).toMatchObject({
      source: 'unhandledrejection',
    });
    const thrown = await told.waitFor('error', (item) => item.message === '{"code":7}');
    expect(thrown).toMatchObject({ url: `${told.origin}/`, line: 6, source: 'window.onerror' });
    expect(told.items().filter(({ type }) => type === 'error')).toHaveLength(4);
  });
});

describe('the page', () => {
  /** What a page can see of its surroundings. */
  const LOOK = `() => {
    const natives = { fetch, WebSocket, EventSource, log: console.log, push: history.pushState, open: XMLHttpRequest.prototype.open };
    class Mine extends WebSocket { constructor() { super('ws://' + location.host + '/mine'); } }
    const mine = new Mine();
    const plain = new WebSocket('ws://' + location.host + '/plain?a=1', []);
    const stream = new EventSource('/events');
    const enumerable = [];
    for (const key in window) enumerable.push(key);
    const look = {
      names: Object.getOwnPropertyNames(window).sort(), enumerable, scripts: document.scripts.length, head: document.head.innerHTML,
      natives: Object.entries(natives).map(([key, value]) => [key, value.name, value.length, typeof value, /native code/.test(value), Object.getOwnPropertyNames(value)]),
      sockets: [mine instanceof Mine, mine instanceof WebSocket, plain.constructor === WebSocket, Object.getPrototypeOf(plain) === WebSocket.prototype, WebSocket.OPEN, plain.CLOSED, mine.url.replace(/:\\d+/, ''), plain.url.replace(/:\\d+/, ''), Object.keys(plain)],
      stream: [stream.url.replace(/:\\d+/, ''), stream.constructor === EventSource, EventSource.CLOSED],
      refusals: [() => WebSocket('/x'), () => new WebSocket('http://['), () => new fetch(), () => history.pushState(1, '', 'http://elsewhere.test/')].map((run) => { try { return run(); } catch (error) { return error.name + ': ' + error.message.replace(/:\\d+/g, '') } }),
      returned: [console.log('x'), history.pushState({ a: 1 }, '', '#a'), history.state],
    };
    mine.close(); plain.close(); stream.close();
    return look;
  }`;

  test('looks the same to its own scripts as without the agent', async () => {
    const html = script(`window.look = (${LOOK})();`);
    const [told, plain] = await Promise.all([openPage({ html }), openPage({ html, isPlain: true })]);
    const [seen, expected] = await Promise.all([told, plain].map(({ page }) => page.evaluate('look')));
    expect(seen).toEqual(expected);
    expect(seen).toMatchObject({
      sockets: [true, true, true, true, 1, 3, 'ws://127.0.0.1/mine', expect.anything(), []],
    });
    expect(await told.page.evaluate("Object.getOwnPropertyDescriptor(window, Symbol.for('throughline'))")).toEqual({
      value: true,
      writable: false,
      enumerable: false,
      configurable: false,
    });
  });

  test('gets its own errors, and may freeze or replace what it likes', async () => {
    const told = await openPage({
      before: 'Object.freeze(console); Object.freeze(History.prototype);',
      html: script(`
        window.heard = [];
        onerror = (...args) => { heard.push(args.length, args[4].message); return true; };
        JSON.stringify = () => { throw new Error('mine'); };
        window.fetch = () => Promise.reject(new Error('none'));
        Date.now = () => 0;
        Object.freeze(window.XMLHttpRequest.prototype);
        setTimeout(() => { throw new Error('seen'); });`),
    });
    await told.waitFor('error', (item) => item.message === 'seen');
    expect(await told.page.evaluate('heard')).toEqual([5, 'seen']);
  });

  test('in a frame is told of apart, and a sandboxed one is left alone', async () => {
    const told = await openPage({
      html: '<body><iframe src="/frame"></iframe><iframe sandbox="allow-scripts" src="/frame?boxed"></iframe>',
      answer: (request, response) => {
        if (!request.url?.startsWith('/frame')) return false;
        response.setHeader('Content-Type', 'text/html');
        response.end(`<script src="/__throughline/agent.js" data-page="9" data-trace="1"></script><script>
          fetch('/from-frame').catch(() => {}); console.log('in ' + location.search);</script>`);
        return true;
      },
    });
    const { message } = await told.waitFor('console');
    expect(message).toBe('in ');
    expect(told.reports.find(({ page }) => page === '9')?.load).not.toBe(
      told.reports.find(({ page }) => page === '7')?.load,
    );
    const fetched = told.received.filter(({ url }) => url === '/from-frame');
    expect(fetched.map(({ headers }) => headers.traceparent !== undefined).sort()).toEqual([false, true]);
  });
});

describe('the console', () => {
  test('is told line by line, with directives and bounded values, and prints as ever', async () => {
    const lines: string[] = [];
    const told = await openPage({
      html: script(`
        const asked = { get secret() { window.wasAsked = true; return 1; }, plain: 2 };
        asked.self = asked;
        console.log('%cbig%c %s of %d (%i, %f) %o %% %s', 'color: red', '', 'one', '12.7', 3.9, '1.5', { a: [1] });
        console.info(undefined, null, true, 12n, Symbol('s'), function named() {}, document.head, [1, null, 'x']);
        console.warn(asked);
        console.debug(new Map([[1, 2]]), new Date(0), 'x'.repeat(9999));
        console.assert(true, 'fine');
        console.assert(false, 'not fine', 7);
        (function caller() { console.trace('here'); })();
        console.error('failed:', new TypeError('bad'));
        addEventListener('load', () => console.log('last'));`),
    });
    told.page.on('console', (message) => lines.push(message.text()));
    await told.waitFor('console', (item) => item.message === 'last');
    const items = told.items().filter((item) => item.type === 'console');
    expect(items.map(({ level, message }) => [level, message.slice(0, 120)])).toEqual([
      ['log', 'big one of 12 (3, 1.5) {"a":[1]} % %s'],
      ['info', 'undefined null true 12 Symbol(s) ƒ named <head> [1,null,"x"]'],
      [
        'warn',
        '{"secret":"(…)","plain":2,"self":{"secret":"(…)","plain":2,"self":{"secret":"(…)","plain":2,"self":"{…}"}}}',
      ],
      ['debug', `[Map] ${new Date(0).toString()} ${'x'.repeat(120)}`.slice(0, 120)],
      ['assert', 'Assertion failed: not fine 7'],
      ['trace', 'here'],
      ['error', expect.stringContaining('failed: TypeError: bad') as string],
      ['log', 'last'],
    ]);
    expect(items[0]?.args).toEqual([{ a: [1] }]);
    expect(items[5]?.stack).toContain(`at caller (${told.origin}/:`);
    expect(await told.page.evaluate('window.wasAsked')).toBeUndefined();
    const error = await told.waitFor('error');
    expect(error).toMatchObject({ source: 'console.error', name: 'TypeError', message: 'bad' });
  });
});

const ID = /^00-([0-9a-f]{32})-([0-9a-f]{16})-01$/;
const traceOf = (headers: NodeJS.Dict<string | string[]>): string | undefined =>
  ID.exec(String(headers['traceparent']))?.[1];

describe('what follows from an action', () => {
  const SHOP = `<body><main><button id="add" data-testid="add-x"><i>Add</i> to
    cart</button><form aria-label="Search"><input type="password" value="secret" placeholder="Code"><button>Go</button></form>
    <label><input type="checkbox"> Agree</label><a href="#next">Next</a></main>
    ${script(`
      add.onclick = async () => {
        await fetch('/cart?n=1', { method: 'POST', body: 'x', headers: { 'X-Mine': '1' } });
        const later = new XMLHttpRequest();
        later.open('GET', '/total');
        later.onload = () => { new WebSocket('ws://' + location.host + '/live?a=b'); new EventSource('/stream'); console.log('done'); };
        later.send();
      };
      document.forms[0].onsubmit = (event) => { event.preventDefault(); fetch(new Request('/search', { headers: { traceparent: 'mine' } })); };
      document.links[0].onclick = () => { history.pushState(null, '', '/next'); setTimeout(() => { throw new Error('after'); }); };`)}`;
  const openShop = (trace = true) =>
    openPage({
      html: SHOP,
      trace,
      answer: (request, response) => {
        if (request.url === '/') return false;
        response.end('ok');
        return true;
      },
    });

  test('carries its trace: requests, sockets, streams, lines and errors', async () => {
    const told = await openShop();
    const load = await told.waitFor('action');
    expect(load).toMatchObject({ action: 'navigate', label: 'load /' });
    await told.page.click('#add');
    const click = await told.waitFor('action', ({ action }) => action === 'click');
    expect(click).toMatchObject({
      label: 'button "Add to cart"',
      selector: '[data-testid="add-x"]',
      url: `${told.origin}/`,
    });
    expect(await told.waitFor('console', ({ message }) => message === 'done')).toMatchObject({
      traceId: click.traceId,
    });
    const sent = (url: string) => told.received.find((request) => request.url.startsWith(url));
    expect(traceOf(sent('/cart')?.headers ?? {})).toBe(click.traceId);
    expect(sent('/cart')).toMatchObject({ method: 'POST', headers: { 'x-mine': '1', 'content-length': '1' } });
    expect(traceOf(sent('/total')?.headers ?? {})).toBe(click.traceId);
    await expect
      .poll(() => sent('/stream')?.url)
      .toMatch(new RegExp(`^/stream[?]__throughline=t:00-${click.traceId}-[0-9a-f]{16}-01$`));
    await expect
      .poll(() => sent('/live')?.url)
      .toMatch(new RegExp(`^/live[?]a=b&__throughline=t:00-${click.traceId}-[0-9a-f]{16}-01$`));
    await told.page.click('a');
    const link = await told.waitFor('action', ({ label }) => label === 'link "Next"');
    expect(await told.waitFor('error')).toMatchObject({ message: 'after', traceId: link.traceId, spanId: link.spanId });
    expect(await told.waitFor('route')).toMatchObject({ url: `${told.origin}/next`, traceId: link.traceId });
  });

  test('is named without what was typed, and once for what the browser makes of it', async () => {
    const told = await openShop();
    await told.page.fill('input[type=password]', 'hunter2');
    await told.page.press('input[type=password]', 'Enter');
    const enter = await told.waitFor('action', ({ action }) => action === 'keydown');
    expect(enter).toMatchObject({ label: 'Enter on password "Code"' });
    await told.page.click('label');
    await told.waitFor('action', ({ label }) => label === 'checkbox "Agree"');
    await told.page.goBack();
    const searched = told.received.find(({ url }) => url === '/search');
    expect(searched?.headers['traceparent']).toBe('mine');
    const actions = told.items().flatMap((item) => (item.type === 'action' ? [`${item.action} ${item.label}`] : []));
    expect(actions.filter((text) => !text.startsWith('change'))).toEqual([
      'navigate load /',
      'keydown Enter on password "Code"',
      'click checkbox "Agree"',
    ]);
    expect(JSON.stringify(told.reports)).not.toMatch(/hunter2|secret/);
  });

  test('is not told, and adds nothing to requests, where tracing is off', async () => {
    const told = await openShop(false);
    await told.page.click('#add');
    await told.waitFor('console', ({ message }) => message === 'done');
    await expect.poll(() => told.received.find(({ url }) => url.startsWith('/live'))?.url).toBe('/live?a=b');
    expect(told.received.every(({ headers }) => headers['traceparent'] === undefined)).toBe(true);
    expect(told.items().some(({ type }) => type === 'action')).toBe(false);
  });
});

describe('what goes round the proxy', () => {
  const LISTED = 'http://localhost:5382';

  test('comes back with the address that was meant, by every way', async () => {
    const told = await openPage({
      origins: [LISTED, 'https://shop.example'],
      html: script(`
        window.made = Promise.all([
          new Promise((heard) => { const socket = new WebSocket('ws://127.0.0.1:5382/hmr?token=1', 'vite-hmr'); socket.onmessage = () => heard([socket.url, socket.protocol]); }),
          new Promise((heard) => { const stream = new EventSource('http://[::1]:5382/events'); stream.onerror = () => heard([stream.url]); }),
          fetch('http://localhost:5382/data', { method: 'POST', body: 'abc' }).then(async (answer) => [answer.url, await answer.text(), answer.headers.get('x-cookies')]),
          new Promise((heard) => { const request = new XMLHttpRequest(); request.open('GET', 'https://shop.example/price'); request.onload = () => heard([request.responseURL, request.responseText]); request.send(); }),
        ]);`),
      answer: (request, response) => {
        if (request.url === '/') return false;
        response.setHeader('X-Cookies', String(request.headers.cookie));
        response.end(`${request.method} ok`);
        return true;
      },
    });
    expect(await told.page.evaluate('made')).toEqual([
      ['ws://127.0.0.1:5382/hmr?token=1', 'vite-hmr'],
      ['http://[::1]:5382/events'],
      ['http://localhost:5382/data', 'POST ok', 'undefined'],
      ['https://shop.example/price', 'GET ok'],
    ]);
    const [load] = told.items().filter((item) => item.type === 'action');
    const tail = `;t:00-${(load ?? (await told.waitFor('action'))).traceId}-[0-9a-f]{16}-01$`;
    const sent = (path: string) => told.received.find(({ url }) => url.startsWith(path))?.url;
    expect(sent('/hmr')).toMatch(new RegExp(`^/hmr[?]token=1&__throughline=u:${LISTED}${tail}`));
    expect(sent('/events')).toMatch(new RegExp(`^/events[?]__throughline=u:${LISTED}${tail}`));
    expect(sent('/data')).toBe(`/data?__throughline=u:${LISTED}`);
    expect(sent('/price')).toBe('/price?__throughline=u:https://shop.example');
    await told.waitFor('bypass', ({ via }) => via === 'xmlhttprequest');
    const bypasses = told
      .items()
      .flatMap((item) => (item.type === 'bypass' ? [[item.via, item.url, item.brought]] : []));
    expect(bypasses).toEqual([
      ['websocket', 'ws://127.0.0.1:5382/hmr?token=1', true],
      ['eventsource', 'http://[::1]:5382/events', true],
      ['fetch', 'http://localhost:5382/data', true],
      ['xmlhttprequest', 'https://shop.example/price', true],
    ]);
  });

  test('is told of where it can not come back, and left as it is', async () => {
    const told = await openPage({
      origins: [LISTED],
      html: script(`
        for (let i = 0; i < 3; i++) new WebSocket('ws://localhost:9/ws');
        fetch('http://localhost:5382/opaque', { mode: 'no-cors' }).catch(() => {});
        fetch(new Request('http://localhost:5382/body', { method: 'POST', body: 'x' })).catch(() => {});
        fetch('https://elsewhere.test/').catch(() => {});
        new WebSocket('ws://elsewhere.test/');
        addEventListener('load', () => console.log('last'));`),
    });
    await told.waitFor('console', ({ message }) => message === 'last');
    const bypasses = told.items().flatMap((item) => (item.type === 'bypass' ? [[item.url, item.brought]] : []));
    expect(bypasses).toEqual([
      ['ws://localhost:9/ws', false],
      [`${LISTED}/opaque`, false],
      [`${LISTED}/body`, false],
    ]);
    expect(told.received.map(({ url }) => url)).not.toContain(expect.stringContaining('__throughline'));
  });
});

describe('measures', () => {
  test('of the load, of what was fetched and of what was felt', async () => {
    const told = await openPage({
      html: `<body><h1>Shop</h1><img src="/missing.png"><script src="/late.js"></script>
        <script>const until = performance.now() + 80; while (performance.now() < until);</script>`,
      answer: (request, response) => {
        if (request.url !== '/late.js') return false;
        response.setHeader('Content-Type', 'text/javascript').end('fetch("/late.js").then((answer) => answer.text())');
        return true;
      },
    });
    const navigation = await told.waitFor('navigation');
    expect(navigation).toMatchObject({ kind: 'navigate' });
    expect(navigation.timing['loadEventEnd']).toBeGreaterThan(80);
    const script = await told.waitFor('resource', ({ url }) => url === `${told.origin}/late.js`);
    expect(script).toMatchObject({ initiator: 'script' });
    expect(script.durationMs).toBeGreaterThan(0);
    expect(script.at).toBeGreaterThanOrEqual(told.reports[0]!.origin);
    expect(await told.waitFor('vital', ({ name }) => name === 'LCP')).toMatchObject({ rating: 'good', target: 'h1' });
    await told.waitFor('vital', ({ name }) => name === 'TTFB');
    expect((await told.waitFor('long-task')).durationMs).toBeGreaterThan(50);
    expect(await told.waitFor('error')).toMatchObject({
      source: 'resource',
      message: `<img> ${told.origin}/missing.png`,
    });
    expect(told.items().some((item) => item.type === 'resource' && item.url.includes('__throughline'))).toBe(false);
  });

  test('a refused resource is told with the rule that refused it', async () => {
    const told = await openPage({
      headers: { 'Content-Security-Policy': "img-src 'none'" },
      html: '<body><img src="/any.png">',
    });
    const refused = await told.waitFor('error', ({ source }) => source === 'csp');
    expect(refused.message).toBe(`img-src enforce ${told.origin}/any.png`);
  });
});

describe('reports', () => {
  test('come again after a failure, and count once', async () => {
    const told = await openPage({ statuses: [503, 204], html: script("console.log('one');") });
    await told.waitFor('console');
    expect(told.reports[0]).toMatchObject({ v: 1, page: '7', seq: 1, lost: 0, url: `${told.origin}/`, title: '' });
    expect(told.reports[0]?.load).toMatch(/^[0-9a-f]{16}$/);
  });

  test('of a page that is left are all there, up to what browsers send for a page that is gone', async () => {
    const told = await openPage({
      html: script(
        "addEventListener('pagehide', () => { for (let i = 0; i < 150; i++) console.log('line ' + i + '.'.repeat(60)); throw new Error('at the end'); });",
      ),
    });
    await told.page.goto('about:blank');
    await told.waitFor('leave');
    await told.waitFor('error');
    await told.waitFor('console', ({ message }) => message.startsWith('line 149'));
    expect(told.reports.map(({ seq }) => seq).sort((a, b) => a - b)).toEqual(told.reports.map((_, index) => index + 1));
  });

  test('drop the oldest lines first and say how many, never an error', async () => {
    const told = await openPage({
      html: script(
        "console.error(new Error('first')); for (let i = 0; i < 2500; i++) console.log('line ' + i); addEventListener('load', () => console.log('last'));",
      ),
    });
    await told.waitFor('console', ({ message }) => message === 'last');
    const lines = told.items().filter(({ type }) => type === 'console').length;
    expect(told.items().some((item) => item.type === 'error')).toBe(true);
    expect(told.reports.reduce((sum, { lost }) => sum + lost, 0)).toBe(2502 - lines);
  });
});
