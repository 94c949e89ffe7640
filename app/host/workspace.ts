// Shell: what a window can look at: the start page, a live recording or an opened file.
import type { Command, CommandResult, FeedMessage, StartPage, WorkspaceState } from '../../main/model/protocol.ts';
import type { SessionReader } from '../../main/model/protocol.ts';
import type { SourceAnswers } from './source-answers.ts';

/** The id of the workspace that every run has: the start page that becomes the live recording. */
export const LIVE_WORKSPACE = 'live';

/** The feed of one window. */
export interface FeedSubscription {
  /** Frames and events of these exchanges are fed too; replaces the list before. */
  watch(exchangeIds: readonly string[]): void;
  close(): void;
}

/** Asked before each batch: false while the window has enough on its way. */
export interface FeedPace {
  readonly ready: () => boolean;
}

export type FeedListener = (messages: readonly FeedMessage[]) => void;

export interface Workspace {
  readonly id: string;
  /** undefined while nothing is recorded. */
  readonly reader: SessionReader | undefined;
  /** undefined while nothing is recorded. */
  readonly sources: SourceAnswers | undefined;
  state(): WorkspaceState;
  /** Starts a feed: a `reset`, the snapshot, then what happens. */
  subscribe(listener: FeedListener, pace: FeedPace): FeedSubscription;
  /** Calls back when what `subscribe` leads to is another session now, so that windows must subscribe again. */
  onReplaced(listener: () => void): () => void;
  run(command: Command): Promise<CommandResult>;
  startPage(): Promise<StartPage>;
}
