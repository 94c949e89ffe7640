// Ingest: follows log files: looks at each when its folder says that something changed, and every now and then anyway.
import { type FSWatcher, watch } from 'node:fs';
import { dirname, resolve } from 'node:path';
import type { LogFileConfig } from '../../model/config.ts';
import type { FileOutput } from '../../model/tap-event.ts';
import type { Clock } from '../../base/clock.ts';
import type { Disposable } from '../../base/disposable.ts';
import { FileTail } from './file-tail.ts';

/** How often to look without being told: some file systems tell nothing. */
const LOOK_MS = 250;
/** Between two turns of reading, and from being told to looking. */
const TURN_MS = 10;

export interface FileFollowerOptions {
  readonly files: readonly LogFileConfig[];
  /** Where relative paths begin. */
  readonly folder: string;
  readonly clock: Clock;
  readonly onOutput: (output: FileOutput) => void;
  /** The state of a file is another now. */
  readonly onChange: () => void;
}

export interface FollowedFile {
  readonly path: string;
  readonly fault?: string;
}

export interface FileFollower extends Disposable {
  readonly files: readonly FollowedFile[];
  /** Reads what has been written so far, and stops. */
  close(): Promise<void>;
}

/** Follows the files; resolves when all that is written from now on will be read. */
export async function createFileFollower(options: FileFollowerOptions): Promise<FileFollower> {
  const followed = options.files.map((file) => new Followed(file.path, options));
  await Promise.all(followed.map((file) => file.begin()));
  return {
    get files() {
      return followed.map((file) => file.state);
    },
    close: async () => void (await Promise.all(followed.map((file) => file.close()))),
  };
}

class Followed {
  readonly #path: string;
  readonly #location: string;
  readonly #tail: FileTail;
  readonly #onChange: () => void;
  #watcher: FSWatcher | undefined;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = 0;
  #looking: Promise<void> = Promise.resolve();
  #isLooking = false;
  #isClosed = false;

  constructor(path: string, { folder, clock, onOutput, onChange }: FileFollowerOptions) {
    this.#path = path;
    this.#location = resolve(folder, path);
    this.#tail = new FileTail({ path, location: this.#location, clock, onOutput });
    this.#onChange = onChange;
  }

  get state(): FollowedFile {
    const { fault } = this.#tail;
    return { path: this.#path, ...(fault === undefined ? {} : { fault }) };
  }

  async begin(): Promise<void> {
    this.#look();
    await this.#looking;
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    clearTimeout(this.#timer);
    this.#watcher?.close();
    await this.#looking;
    await this.#tail.close();
  }

  #look(): void {
    this.#isLooking = true;
    this.#looking = this.#lookOnce();
  }

  async #lookOnce(): Promise<void> {
    const { fault } = this.#tail;
    const hasMore = await this.#tail.look();
    if (fault !== this.#tail.fault) this.#onChange();
    this.#isLooking = false;
    if (this.#isClosed) return;
    this.#watch();
    this.#lookIn(hasMore ? TURN_MS : LOOK_MS);
  }

  /** The folder is watched, as the file may come, go and be another. */
  #watch(): void {
    if (this.#watcher !== undefined) return;
    try {
      this.#watcher = watch(dirname(this.#location), { persistent: false }, () => {
        if (!this.#isLooking) this.#lookIn(TURN_MS);
      });
      this.#watcher.on('error', () => this.#unwatch());
    } catch {
      // No such folder yet, or no watches left: looking every now and then does.
      this.#watcher = undefined;
    }
  }

  #unwatch(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }

  /** Looks after that time, unless it will sooner. */
  #lookIn(waitMs: number): void {
    const at = performance.now() + waitMs;
    if (this.#timer !== undefined && this.#timerAt <= at && this.#timerAt > performance.now()) return;
    clearTimeout(this.#timer);
    this.#timerAt = at;
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, waitMs);
  }
}
