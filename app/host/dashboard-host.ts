// Shell: all that a run shows: the live workspace and the files that were opened beside it. Both shells have one.
import { rm, stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import type { SessionReader } from '../../main/model/protocol.ts';
import type { Disposable } from '../../main/base/disposable.ts';
import { DisposableStack } from '../../main/base/disposable.ts';
import { Fault } from '../../main/base/fault.ts';
import type { StartPage, WorkspaceState } from '../../main/model/protocol.ts';
import type { Editor } from '../editor/editor.ts';
import { type OpenedFile, createFileWorkspace, fileState } from './file-workspace.ts';
import { LiveWorkspace, type LiveWorkspaceOptions } from './live-workspace.ts';
import type { SessionCommandContext } from './session-commands.ts';
import type { ShellServices } from './shell-services.ts';
import { type TempFolder, createTempFolder } from './temp-folder.ts';
import { LIVE_WORKSPACE, type Workspace } from './workspace.ts';

/** How many files may be open at once. */
export const FILES_LIMIT = 8;

export interface DashboardHostOptions {
  readonly shell: ShellServices;
  readonly version: string;
  readonly editor: Editor;
  readonly live: Omit<LiveWorkspaceOptions, 'context'>;
  /** Opens a `.tline`. */
  readonly openSession: (path: string, state: () => WorkspaceState) => Promise<OpenedFile>;
  /** Reads a `.har` into a new session file. */
  readonly importHar: (har: string, session: string) => Promise<void>;
  /** Called with each file that was opened, to remember it. */
  readonly onOpened?: (path: string) => void;
}

export interface DashboardHost extends Disposable {
  readonly live: LiveWorkspace;
  readonly temp: TempFolder;
  /** The workspace of an id; the live one without an id. */
  workspace(id?: string): Workspace | undefined;
  reader(id?: string): SessionReader | undefined;
  /** Opens a `.tline` or `.har` and gives its workspace's id. A file that is open already is not opened again. */
  openFile(path: string, name?: string): Promise<string>;
  /** Closes a file's workspace, as when its last window is gone. */
  closeFile(id: string): Promise<void>;
  close(): Promise<void>;
}

interface OpenEntry {
  readonly path: string;
  readonly workspace: Workspace & Disposable;
}

export function createDashboardHost(options: DashboardHostOptions): DashboardHost {
  const owned = new DisposableStack();
  const temp = owned.own(createTempFolder());
  const files = new Map<string, OpenEntry>();
  let count = 0;
  let turn: Promise<unknown> = Promise.resolve();
  const { shell, version, editor } = options;
  const context: SessionCommandContext = { shell, temp, version, editor, openFile: (path) => openFile(path) };
  const live = owned.own(new LiveWorkspace({ ...options.live, context }));
  owned.own({ close: async () => void (await Promise.all([...files.keys()].map(closeFile))) });

  async function open(path: string, name: string): Promise<string> {
    for (const [id, entry] of files) if (entry.path === path) return id;
    if (files.size >= FILES_LIMIT) {
      throw new Fault('too-many-files', `${FILES_LIMIT} files are open already; close the window of one first.`);
    }
    await checkFile(path);
    const id = `file-${++count}`;
    const har = extname(path).toLowerCase() === '.har';
    const session = har ? await temp.file(`${basename(name, extname(name))}.tline`) : path;
    const startPage = (): Promise<StartPage> => live.startPage();
    const settings = { id, name, path, context, startPage };
    try {
      if (har) await options.importHar(path, session);
      const file = await options.openSession(session, () => fileState(settings));
      files.set(id, { path, workspace: createFileWorkspace(file, settings) });
    } catch (error) {
      if (har) await rm(session, { force: true });
      throw error;
    }
    return id;
  }

  function openFile(given: string, name = basename(given)): Promise<string> {
    const path = resolve(given);
    const mine = turn.then(async () => {
      const id = await open(path, name);
      options.onOpened?.(path);
      return id;
    });
    turn = mine.catch(() => undefined);
    return mine;
  }

  async function closeFile(id: string): Promise<void> {
    const entry = files.get(id);
    files.delete(id);
    await entry?.workspace.close();
  }

  const workspace = (id?: string): Workspace | undefined =>
    id === undefined || id === LIVE_WORKSPACE ? live : files.get(id)?.workspace;
  return {
    live,
    temp,
    workspace,
    reader: (id) => workspace(id)?.reader,
    openFile,
    closeFile,
    close: () => owned.close(),
  };
}

async function checkFile(path: string): Promise<void> {
  if (!['.tline', '.har'].includes(extname(path).toLowerCase())) {
    throw new Fault('not-a-session', `${path} is neither a .tline nor a .har file.`);
  }
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true) throw new Fault('file-missing', `There is no file ${path}.`);
}
