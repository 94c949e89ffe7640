// Shell: an opened session file as a workspace; it is only read.
import { assertNever } from '../../main/model/assert-never.ts';
import type { Command, CommandResult, SessionReader, StartPage, WorkspaceState } from '../../main/model/protocol.ts';
import type { Disposable } from '../../main/base/disposable.ts';
import { Fault } from '../../main/base/fault.ts';
import { openSource } from './open-source.ts';
import { type SourceLookups, toSourceAnswers } from './source-answers.ts';
import { type SessionCommandContext, runSessionCommand } from './session-commands.ts';
import { type FeedListener, type FeedPace, type FeedSubscription, type Workspace } from './workspace.ts';

/** A session file that was opened. */
export interface OpenedFile extends Disposable {
  readonly reader: SessionReader & { copyTo(path: string): Promise<void> };
  /** Looks up what this session served. */
  readonly sourceMaps: SourceLookups;
  readonly feed: { subscribe(listener: FeedListener, pace: FeedPace): FeedSubscription };
  close(): Promise<void>;
}

export interface FileWorkspaceOptions {
  readonly id: string;
  /** What is shown as its name: the chosen file's, also where that was a HAR that was read into a session. */
  readonly name: string;
  readonly path: string;
  readonly context: SessionCommandContext;
  readonly startPage: () => Promise<StartPage>;
}

/** The state of a file's workspace. */
export function fileState({ name, path, context }: FileWorkspaceOptions): WorkspaceState {
  const { version, shell, editor } = context;
  return {
    ...{ mode: 'file', version, shell: shell.kind, name, sessionPath: path, routes: [], demo: false },
    ...(editor.name === undefined ? {} : { editor: editor.name }),
  };
}

/** A workspace over an opened file, which it owns. */
export function createFileWorkspace(file: OpenedFile, options: FileWorkspaceOptions): Workspace & Disposable {
  const savable = { reader: file.reader, name: options.name, copyTo: (path: string) => file.reader.copyTo(path) };
  return {
    id: options.id,
    reader: file.reader,
    sources: toSourceAnswers(file.sourceMaps),
    state: () => fileState(options),
    subscribe: (listener, pace) => file.feed.subscribe(listener, pace),
    onReplaced: () => () => undefined,
    startPage: options.startPage,
    run: async (command: Command): Promise<CommandResult> => {
      switch (command.type) {
        case 'save-session':
        case 'export-har':
        case 'open-file':
          return runSessionCommand(command, savable, options.context);
        case 'open-source':
          return openSource(command, file.sourceMaps, options.context.editor);
        case 'pause':
        case 'resume':
        case 'open-target':
        case 'start-demo':
        case 'replay':
        case 'send-hmr':
        case 'set-switches':
        case 'set-header-rules':
        case 'restart-process':
        case 'stop-process':
        case 'take-profile':
          throw new Fault('only-live', 'This window shows a file; that is done in the window that records.');
        default:
          return assertNever(command);
      }
    },
    close: () => file.close(),
  };
}
