// Renderer store: what views may ask of the host. The way back along the arrow; views never see the link.
import type { ErrorReport } from '../../main/model/error-report.ts';
import type { HmrRecord } from '../../main/model/hmr.ts';
import type { ActionRecord, PageRecord } from '../../main/model/page.ts';
import type { ProfileKind } from '../../main/model/profile.ts';
import type {
  Command,
  CommandResult,
  Page,
  Queries,
  QueryName,
  SourceQueries,
  SourceQueryName,
  StartPage,
} from '../../main/model/protocol.ts';
import { PAGE_LIMIT } from '../../main/model/protocol.ts';
import type { RouteConfig, Switches } from '../../main/model/config.ts';
import type { HeaderRule } from '../../main/model/rules.ts';
import { createLink, type Host } from '../link.ts';
import { applyAsked, applyDismissal, applyFeed, applyMessages, applyWatched } from './apply.ts';
import { createFeedPump, windowSchedule } from './feed-pump.ts';
import { sessionStore } from './session-store.ts';

let host: Host | undefined;
let watched: readonly string[] = [];
/** Tells the answers about one snapshot from those about the next. */
let recordRun = 0;

/** Most exchanges that are watched at once; the host takes no more. */
export const MAX_WATCHED = 64;

/** Connects this window to its host and keeps it connected. Returns what ends it. */
export function startSession(): () => void {
  const pump = createFeedPump(windowSchedule, (messages) => {
    sessionStore.setState((state) => applyFeed(state, messages), true);
    if (messages.some(({ type }) => type === 'reset')) recordRun += 1;
    if (messages.some(({ type }) => type === 'ready')) void loadRecords();
  });
  const link = createLink({
    feed: (messages) => pump.push(messages),
    state: (state) => sessionStore.setState({ link: state }),
    opened: () => void subscribe(link.host),
  });
  host = link.host;
  return () => link.close();
}

async function subscribe(to: Host): Promise<void> {
  try {
    const workspace = await to.subscribe();
    sessionStore.setState((state) => ({ link: 'live', workspace: state.workspace ?? workspace }));
    await to.watch(watched);
  } catch {
    sessionStore.setState({ link: 'lost' });
  }
}

function theHost(): Host {
  if (!host) throw new Error('This window is not connected yet.');
  return host;
}

/** Asks for something to be done; a host that is away is an answer too. */
export async function run(command: Command): Promise<CommandResult> {
  try {
    return await theHost().command(command);
  } catch (error) {
    return { ok: false, code: 'link-lost', message: error instanceof Error ? error.message : String(error) };
  }
}

/** Asks the session. Rejects while the host is away. */
export async function query<K extends QueryName>(
  name: K,
  ...args: Parameters<Queries[K]>
): Promise<ReturnType<Queries[K]>> {
  // birpc's types can't carry the link between a name and its arguments.
  const ask = theHost().query as unknown as (name: K, args: Parameters<Queries[K]>) => Promise<ReturnType<Queries[K]>>;
  return ask(name, args);
}

/** Asks the session's source maps. Rejects while the host is away. */
export async function source<K extends SourceQueryName>(
  name: K,
  ...args: Parameters<SourceQueries[K]>
): Promise<ReturnType<SourceQueries[K]>> {
  const ask = theHost().source as unknown as (
    name: K,
    args: Parameters<SourceQueries[K]>,
  ) => Promise<ReturnType<SourceQueries[K]>>;
  return ask(name, args);
}

export const pause = () => run({ type: 'pause' });
export const resume = () => run({ type: 'resume' });
export const replay = (exchangeId: string) => run({ type: 'replay', exchangeId });
export const startDemo = () => run({ type: 'start-demo' });
export const saveSession = () => run({ type: 'save-session' });
export const exportHar = (raw: boolean) => run({ type: 'export-har', raw });
export const openFile = (path?: string) =>
  run(path === undefined ? { type: 'open-file' } : { type: 'open-file', path });
export const openTarget = (target: string, routes: readonly RouteConfig[] = []) =>
  run({ type: 'open-target', target, routes });
export const sendHmr = (event: string, data: unknown) => run({ type: 'send-hmr', event, data });
/** Replaces the rules; for messages from now on. */
export const setHeaderRules = (rules: readonly HeaderRule[]) => run({ type: 'set-header-rules', rules });
export const setSwitches = (switches: Partial<Switches>) => run({ type: 'set-switches', switches });
/** `seconds` only for `cpu`. */
export const takeProfile = (target: string, kind: ProfileKind, seconds?: number) =>
  run(seconds === undefined ? { type: 'take-profile', target, kind } : { type: 'take-profile', target, kind, seconds });
export const restartProcess = (name: string) => run({ type: 'restart-process', name });
export const stopProcess = (name: string) => run({ type: 'stop-process', name });
/** Lines and columns count from 1. */
export const openSource = (path: string, line: number, column?: number) =>
  run(column === undefined ? { type: 'open-source', path, line } : { type: 'open-source', path, line, column });

/** What the start page lists. */
export async function startPage(): Promise<StartPage> {
  return theHost().startPage();
}

/** Has frames and events of these exchanges fed to this window; the first ones where there are too many. */
export function watch(exchangeIds: readonly string[]): void {
  watched = exchangeIds.slice(0, MAX_WATCHED);
  sessionStore.setState((state) => applyWatched(state, watched));
  if (sessionStore.getState().link === 'live') theHost().watch(watched).catch(reportLost);
}

/** Brings the frames recorded so far of a watched exchange into the store, page by page. */
export async function loadFrames(exchangeId: string): Promise<void> {
  let after: string | undefined;
  do {
    const page = await query('frameRows', { exchangeId }, toPage(after));
    if (!watched.includes(exchangeId)) return;
    sessionStore.setState((state) => applyMessages(state, exchangeId, { frames: page.rows }));
    after = page.rows.length === PAGE_LIMIT ? page.rows.at(-1)?.id : undefined;
  } while (after !== undefined);
}

/** Brings the events recorded so far of a watched exchange into the store, page by page. */
export async function loadEvents(exchangeId: string): Promise<void> {
  let after: string | undefined;
  do {
    const page = await query('eventRows', exchangeId, toPage(after));
    if (!watched.includes(exchangeId)) return;
    sessionStore.setState((state) => applyMessages(state, exchangeId, { events: page.rows }));
    after = page.rows.length === PAGE_LIMIT ? page.rows.at(-1)?.id : undefined;
  } while (after !== undefined);
}

/** Brings HMR records, pages, actions and errors from before this window into the store, page by page; those fed meanwhile stay as they are. */
export async function loadRecords(): Promise<void> {
  await Promise.all([loadHmr(), loadErrors(), loadPages(), loadActions(), loadTotals()]);
}

/** The same for HMR records alone. */
export async function loadHmr(): Promise<void> {
  const done = await loadAll<HmrRecord>(
    (page) => query('hmrRows', page),
    (rows) => ({ hmr: rows }),
  );
  if (done) put({ hmrLoad: done });
}

/** The same for errors alone. */
export async function loadErrors(): Promise<void> {
  const done = await loadAll<ErrorReport>(
    (page) => query('errorRows', page),
    (rows) => ({ errors: rows }),
  );
  if (done) put({ errorLoad: done });
}

function loadPages(): Promise<unknown> {
  return loadAll<PageRecord>(
    (page) => query('pageRows', page),
    (rows) => ({ pages: rows }),
  );
}

function loadActions(): Promise<unknown> {
  return loadAll<ActionRecord>(
    (page) => query('actionRows', page),
    (rows) => ({ actions: rows }),
  );
}

/** How many logs, spans and metrics there are, where the feed did not tell yet. */
async function loadTotals(): Promise<void> {
  const started = recordRun;
  try {
    const telemetry = await query('telemetryTotals');
    if (started === recordRun) put({ telemetry });
  } catch {
    // A host that goes away is told of by the link; one that comes back is asked again.
    return;
  }
}

function put(found: Parameters<typeof applyAsked>[1]): void {
  sessionStore.setState((state) => applyAsked(state, found), true);
}

/** Asks page by page and puts each; how that ended, or undefined where another snapshot came meanwhile. */
async function loadAll<T extends { readonly id: string }>(
  ask: (page: ReturnType<typeof toPage>) => Promise<Page<T>>,
  toFound: (rows: readonly T[]) => Parameters<typeof applyAsked>[1],
): Promise<'done' | 'failed' | undefined> {
  const started = recordRun;
  try {
    let after: string | undefined;
    do {
      const { rows } = await ask(toPage(after));
      if (started !== recordRun) return undefined;
      put(toFound(rows));
      after = rows.length === PAGE_LIMIT ? rows.at(-1)?.id : undefined;
    } while (after !== undefined);
    return 'done';
  } catch {
    return started === recordRun ? 'failed' : undefined;
  }
}

/** Takes a notice off the foot. */
export function dismissNotice(code: string): void {
  sessionStore.setState((state) => applyDismissal(state, code));
}

function toPage(after: string | undefined): { readonly afterId?: string; readonly limit: number } {
  return after === undefined ? { limit: PAGE_LIMIT } : { afterId: after, limit: PAGE_LIMIT };
}

function reportLost(): void {
  sessionStore.setState({ link: 'lost' });
}
