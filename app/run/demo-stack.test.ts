import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createProcessKeeper } from '../../main/ingest/processes/process-keeper.ts';
import { demoSources, hasDemo, startDemo } from './demo-stack.ts';

const keeper = createProcessKeeper();
afterAll(() => keeper.close());

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'throughline-'));
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const STAY = 'setInterval(() => {}, 1000);';
const ready = (port: number): string =>
  `console.log(${JSON.stringify(JSON.stringify({ event: 'ready', url: `http://127.0.0.1:${port}/`, product: 'Node.js' }))}); ${STAY}`;

function writeDemo(web: string, api = ready(2)): void {
  mkdirSync(join(root, 'demo'));
  writeFileSync(join(root, 'demo', 'web.mjs'), web);
  writeFileSync(join(root, 'demo', 'api.mjs'), api);
}

describe('startDemo', () => {
  it('takes target and routes from the lines that its servers print, and their other output as logs', async () => {
    writeDemo(`console.log('hello'); console.log('{ no json'); ${ready(1)}`);
    const said: string[] = [];
    const demo = await startDemo({
      root,
      keeper,
      onOutput: ({ name, text }) => said.push(`${name}: ${text.trimEnd()}`),
    });
    expect(demo.target).toBe('http://127.0.0.1:1');
    expect(demo.routes).toEqual(['/api', '/ws', '/events'].map((match) => ({ match, target: 'http://127.0.0.1:2' })));
    expect(demo.api).toMatchObject({ url: 'http://127.0.0.1:2', product: 'Node.js' });
    expect(said).toEqual(['web: hello', 'web: { no json']);
    await demo.close();
  });

  it('says when something is built first', async () => {
    writeDemo(ready(1), `console.error('Building it …'); ${ready(2)}`);
    const built: string[] = [];
    const demo = await startDemo({ root, keeper, onOutput: () => undefined, onBuild: (line) => built.push(line) });
    await demo.close();
    expect(built).toEqual(['Building it …']);
  });

  it('tells the back end where its spans go', async () => {
    writeDemo(ready(1), `process.stdin.on('data', (line) => console.log('told ' + line)); ${ready(2)}`);
    let heard: (text: string) => void = () => undefined;
    const told = new Promise<string>((resolve) => (heard = resolve));
    const demo = await startDemo({ root, keeper, onOutput: ({ text }) => heard(text) });
    demo.sendSpansTo('http://127.0.0.1:4318');
    expect((await told).trimEnd()).toBe('told {"otlp":"http://127.0.0.1:4318"}');
    await demo.close();
  });

  it('says what the demo said when it does not come up', async () => {
    writeDemo('console.error("go: command not found"); process.exitCode = 4');
    await expect(startDemo({ root, keeper, onOutput: () => undefined })).rejects.toMatchObject({
      code: 'demo-failed',
      message: 'The demo could not be started: it ended with code 4 and said: go: command not found.',
    });
  });

  it('gives up after the limit and ends it', async () => {
    writeDemo(STAY);
    await expect(startDemo({ root, keeper, onOutput: () => undefined, limitMs: 50 })).rejects.toMatchObject({
      code: 'demo-failed',
    });
  });

  it('is missing outside of a checkout', async () => {
    expect([hasDemo(root), demoSources(root)]).toEqual([false, []]);
    await expect(startDemo({ root, keeper, onOutput: () => undefined })).rejects.toMatchObject({
      code: 'demo-missing',
    });
  });
});

it('knows where the sources of the demo lie', () => {
  writeDemo('');
  expect(demoSources(root)).toEqual([join(root, 'demo', 'web'), join(root, 'demo', 'backend-go')]);
});
