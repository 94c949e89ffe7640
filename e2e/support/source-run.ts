// End to end: a page of a real server with code in several languages, behind the product; what it throws, and what look-ups say of it.
import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';
import { test as base, expect, type Page } from '@playwright/test';
import type { ErrorReport } from '../../main/model/error-report.ts';
import type { SourceFrame } from '../../main/model/source-frame.ts';
import { inspect } from './inspect.ts';
import { type RealServer, type RealServerOptions, startRealServer } from './real-server.ts';
import { startRecording } from './recording.ts';
import type { Throughline } from './throughline.ts';

/** How long a build and what follows may take on a busy machine. */
const BUILD_LIMIT_MS = 60_000;

/** An error as a page's own handler saw it. */
export interface Thrown {
  readonly stack: string;
  /** Milliseconds since the Unix epoch. */
  readonly at: number;
}

export interface SourceRun {
  readonly server: RealServer;
  readonly recording: Throughline;
  /** Presses a button and gives the error that it leads to. */
  readonly press: (button: string) => Promise<Thrown>;
  /**
   * Frames of one's own as `<file>:<line>:<column>`, with the file below the application's folder; without a column where the
   * map has none. A frame without an original gives its reason's code. Caveats follow in brackets, but that of missing columns.
   */
  readonly ownFrames: (thrown: Thrown) => Promise<readonly string[]>;
  /** Ends the recording; the own frames of each error in the session, in the same form. */
  readonly recorded: () => Promise<readonly (readonly string[])[]>;
  /** Waits until all parts of the page show this version. */
  readonly shows: (version: string) => Promise<void>;
}

interface SourceFixtures {
  readonly startSourceRun: (options: RealServerOptions) => Promise<SourceRun>;
}

export const test = base.extend<SourceFixtures>({
  startSourceRun: async ({ page }, use) => {
    const undo: (() => Promise<void>)[] = [];
    await use(async (options) => {
      const server = await startRealServer(options);
      undo.push(() => server.dispose());
      const config = server.at('throughline.config.json');
      writeFileSync(config, JSON.stringify({ sourceMaps: { roots: [server.folder] } }));
      const recording = await startRecording({ target: server.url, args: ['--config', config] });
      undo.push(() => recording.kill());
      return toSourceRun(page, server, recording);
    });
    await page.close();
    for (const step of undo.reverse()) await step();
  },
});

async function toSourceRun(page: Page, server: RealServer, recording: Throughline): Promise<SourceRun> {
  const { proxy } = recording.ready;
  const thrown: Thrown[] = [];
  await page.exposeBinding('tellError', (_, error: Thrown) => void thrown.push(error));
  await page.addInitScript(TELL_ERRORS);
  await page.goto(proxy);
  return {
    server,
    recording,
    press: async (button) => {
      const before = thrown.length;
      await page.getByRole('button', { name: button }).click();
      await expect.poll(() => thrown.length, { message: `${button} leads to an error` }).toBeGreaterThan(before);
      return thrown.at(-1) ?? { stack: '', at: 0 };
    },
    ownFrames: async (error) => {
      return toOwnPlaces(await lookUp(proxy, error), server);
    },
    recorded: async () => {
      await page.close();
      await recording.stop();
      const errors = await inspect<ErrorReport[]>(recording.ready.session, 'errors');
      return errors.map(({ stack }) => toOwnPlaces(stack, server));
    },
    shows: async (version) => {
      const parts = page.locator('[id$="-version"]');
      await expect(parts.first()).toBeVisible({ timeout: BUILD_LIMIT_MS });
      for (const part of await parts.all()) await expect(part).toHaveText(version, { timeout: BUILD_LIMIT_MS });
    },
  };
}

/** As an error reporter of one's own would ask. */
async function lookUp(proxy: string, { stack, at }: Thrown): Promise<readonly SourceFrame[]> {
  const response = await fetch(`${proxy}/__throughline/sourcemap/lookup`, {
    ...{ method: 'POST', body: JSON.stringify({ stack, at }) },
  });
  const answer = (await response.json()) as { readonly frames?: readonly SourceFrame[] };
  return answer.frames ?? [];
}

function toOwnPlaces(stack: readonly SourceFrame[], server: RealServer): readonly string[] {
  return stack.filter(({ original }) => original?.ignored !== true).map((frame) => toPlace(frame, server));
}

function toPlace({ original, unresolved }: SourceFrame, { folder }: RealServer): string {
  if (!original) return unresolved?.code ?? 'nothing';
  const file = original.path === undefined ? original.source : relative(folder, original.path);
  const place = [file, original.line, ...(original.column === undefined ? [] : [original.column])].join(':');
  const caveats = (original.caveats ?? [])
    .filter(({ code }) => code !== 'map-lines-only')
    .map(({ code }) => ` (${code})`);
  return place + caveats.join('');
}

/** Runs in the page. */
const TELL_ERRORS = `
  const tell = (error) => window.tellError({ stack: String(error && error.stack), at: Date.now() });
  window.addEventListener('error', ({ error }) => tell(error));
  window.addEventListener('unhandledrejection', ({ reason }) => tell(reason));
`;

export { expect };
