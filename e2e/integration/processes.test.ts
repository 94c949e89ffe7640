// Integration: processes of the configuration through the real command line: they start, one dies, and none outlives the run,
// however that ends and wherever they went.
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { afterEach, expect, it } from 'vitest';
import { type TestFolder, createFolder } from '../support/folder.ts';
import { inspect } from '../support/inspect.ts';
import { type Throughline, runThroughline, startThroughline } from '../support/throughline.ts';

interface InspectedLog {
  readonly source: string;
  readonly message: string;
}

let folder: TestFolder;
let run: Throughline | undefined;
afterEach(async () => {
  await run?.kill();
  run = undefined;
  for (const pid of marked()) process.kill(pid, 'SIGKILL');
  folder.remove();
});

/** The processes, but those that have ended and wait to be collected, that carry this test's folder in their environment. */
function marked(): number[] {
  const tag = `SHOP_FOLDER=${folder.path}`;
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      return readFileSync(`/proc/${name}/environ`, 'latin1').split('\0').includes(tag) ? [Number(name)] : [];
    } catch {
      // It has just ended, or is another user's.
      return [];
    }
  });
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Says that it is up by a file with its name. */
const up = (name: string): string =>
  `require('node:fs').writeFileSync(${JSON.stringify(folder.at(`${name}.up`))}, ''); setInterval(() => {}, 1000);`;
const node = (script: string): readonly string[] => [process.execPath, '-e', script];
const child = (script: string, options: string): string =>
  `require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(script)}], ${options})`;

/** Forks twice, each time into a session of its own, and ends. */
const daemon = (name: string): string => {
  const apart = "{ detached: true, stdio: 'ignore' }";
  return `${child(`${child(up(name), apart)}.unref()`, apart)}.unref()`;
};

async function start(processes: Readonly<Record<string, string>>, names: readonly string[]): Promise<void> {
  const config = {
    ...{ port: 0, otlpPort: 'off' },
    processes: Object.entries(processes).map(([name, script]) => ({
      ...{ name, command: node(script), env: { SHOP_FOLDER: folder.path } },
    })),
  };
  writeFileSync(folder.at('throughline.config.json'), JSON.stringify(config));
  run = await startThroughline(['--headless', '--session', folder.at('s.tline')], folder);
  await expect
    .poll(() => names.filter((name) => !existsSync(folder.at(`${name}.up`))), { timeout: 30_000 })
    .toEqual([]);
}

it('ends all when the run ends: one that has died, one that does not heed, and one that left its session', async () => {
  folder = createFolder();
  await start(
    {
      web: up('web'),
      dead: 'console.error("no database"); process.exitCode = 3;',
      deaf: `process.on('SIGTERM', () => {}); ${up('deaf')}`,
      daemon: daemon('daemon'),
    },
    ['web', 'deaf', 'daemon'],
  );
  expect(marked().length).toBeGreaterThanOrEqual(3);
  await expect.poll(() => run?.stderr(), { timeout: 30_000 }).toMatch(/The process dead exited with code 3 after/);
  await run?.stop();
  expect(marked()).toEqual([]);
  const logs = await inspect<InspectedLog[]>(folder.at('s.tline'), 'logs');
  const of = (name: string) => logs.filter((log) => log.source === `process:${name}`).map((log) => log.message);
  expect(of('dead')).toContain('no database');
  expect(of('dead').at(-1)).toContain('exited with code 3 after');
  expect(of('deaf').at(-1)).toContain('was ended by SIGKILL');
});

it('leaves none when the run is killed', async () => {
  folder = createFolder();
  await start({ web: up('web'), daemon: daemon('daemon') }, ['web', 'daemon']);
  await run?.kill();
  await expect.poll(marked, { timeout: 30_000 }).toEqual([]);
});

it('starts the command only when the processes are ready, and ends with its code', async () => {
  folder = createFolder();
  const port = await freePort();
  writeFileSync(
    folder.at('throughline.config.json'),
    JSON.stringify({
      ...{ port: 0, otlpPort: 'off' },
      processes: [
        {
          ...{ name: 'api', ready: { port }, env: { SHOP_FOLDER: folder.path } },
          command: node(`setTimeout(() => require('node:net').createServer().listen(${port}), 300)`),
        },
      ],
    }),
  );
  const ask = `require('node:net').connect(${port}, '127.0.0.1').on('connect', () => process.exit(7)).on('error', () => process.exit(8))`;
  const { code } = await runThroughline(['--headless', '--', process.execPath, '-e', ask], folder);
  expect(code).toBe(7);
  expect(marked()).toEqual([]);
});
