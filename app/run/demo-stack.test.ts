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

function writeDemo(script: string): void {
  mkdirSync(join(root, 'demo'));
  writeFileSync(join(root, 'demo', 'start.mjs'), script);
}

describe('startDemo', () => {
  it('takes target and routes from the line the demo prints, and its other output as logs', async () => {
    const line = {
      event: 'ready',
      web: 'http://127.0.0.1:1/',
      api: 'http://127.0.0.1:2',
      routes: [{ match: '/api', target: 'http://127.0.0.1:2' }],
    };
    writeDemo(
      `console.log('hello'); console.log('{ no json'); console.log(${JSON.stringify(JSON.stringify(line))}); setInterval(() => {}, 1000)`,
    );
    const said: string[] = [];
    const demo = await startDemo({ root, keeper, onOutput: ({ name, text }) => said.push(`${name}: ${text}`) });
    expect(demo.target).toBe('http://127.0.0.1:1');
    expect(demo.routes).toEqual(line.routes);
    expect(said).toEqual(['demo: hello\n', 'demo: { no json\n']);
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
    writeDemo('setInterval(() => {}, 1000)');
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

it("knows where the sources of the demo's front end lie", () => {
  writeDemo('');
  expect(demoSources(root)).toEqual([join(root, 'demo', 'web')]);
});
