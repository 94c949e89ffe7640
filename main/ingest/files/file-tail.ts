// Ingest: reads what one file grows by, through truncation, rotation and late creation. Opens the file; knows no timer.
import { type FileHandle, open, stat } from 'node:fs/promises';
import type { Stats } from 'node:fs';
import type { Clock } from '../../base/clock.ts';
import { faultCode, faultMessage } from '../../base/fault.ts';
import type { FileOutput } from '../../model/tap-event.ts';
import { createGrownText, type GrownText } from './grown-text.ts';

/** Bytes read in one go. */
const CHUNK_BYTES = 64 * 1024;
/** Bytes read in one turn, so that many files and the traffic take their turns too. */
const TURN_BYTES = 1024 * 1024;
/** Bytes that may be unread; what lies before them is left out, and its lines are counted. */
export const MAX_LAG_BYTES = 64 * 1024 * 1024;

export interface FileTailOptions {
  /** What it is called. */
  readonly path: string;
  /** Where it lies. */
  readonly location: string;
  readonly clock: Clock;
  readonly onOutput: (output: FileOutput) => void;
  /** For tests. */
  readonly maxLagBytes?: number;
}

/** A file that lies open. */
interface OpenFile {
  readonly handle: FileHandle;
  readonly device: number;
  readonly inode: number;
  /** Up to where it was read. */
  position: number;
}

export class FileTail {
  readonly #options: FileTailOptions;
  readonly #text: GrownText;
  readonly #buffer = Buffer.allocUnsafe(CHUNK_BYTES);
  readonly #maxLagBytes: number;
  #file: OpenFile | undefined;
  #isFirstLook = true;
  #fault: string | undefined;

  constructor(options: FileTailOptions) {
    this.#options = options;
    this.#maxLagBytes = options.maxLagBytes ?? MAX_LAG_BYTES;
    const { path, clock, onOutput } = options;
    this.#text = createGrownText(clock, (text, lost) =>
      onOutput({ type: 'file-output', at: clock(), path, text, ...(lost > 0 && { lost }) }),
    );
  }

  /** Why it can't be read, in one sentence; a file that is not there is only waited for. */
  get fault(): string | undefined {
    return this.#fault;
  }

  /**
   * Reads what came since the last look, up to a bound; true where there is more. At the first look a file that is there
   * already is read from its end.
   */
  async look(): Promise<boolean> {
    try {
      const hasMore = await this.#look();
      this.#fault = undefined;
      return hasMore;
    } catch (error) {
      this.#fault = toReadFault(error);
      return false;
    } finally {
      this.#isFirstLook = false;
      this.#text.settle();
    }
  }

  /** Reads what is left, and lets the file go. */
  async close(): Promise<void> {
    while (await this.look());
    this.#text.end();
    await this.#letGo();
  }

  async #look(): Promise<boolean> {
    const there = await this.#stat();
    if (this.#file !== undefined) {
      if (await this.#readOn(this.#file)) return true;
      // Others may write to the old one until there is a new one.
      if (there === undefined || isSame(this.#file, there)) return false;
      this.#text.end();
      await this.#letGo();
    }
    if (there === undefined) return false;
    const isOld = this.#isFirstLook;
    this.#file = await this.#open();
    if (isOld) this.#file.position = (await this.#file.handle.stat()).size;
    return this.#readOn(this.#file);
  }

  /** What lies at the path; undefined where nothing does. */
  async #stat(): Promise<Stats | undefined> {
    try {
      const there = await stat(this.#options.location);
      // Opening a pipe would wait for its other end.
      if (!there.isFile()) throw new Error(there.isDirectory() ? 'it is a folder' : 'it is no ordinary file');
      return there;
    } catch (error) {
      if (['ENOENT', 'ENOTDIR'].includes(faultCode(error))) return undefined;
      throw error;
    }
  }

  async #open(): Promise<OpenFile> {
    const handle = await open(this.#options.location, 'r');
    const { dev: device, ino: inode } = await handle.stat();
    return { handle, device, inode, position: 0 };
  }

  async #readOn(file: OpenFile): Promise<boolean> {
    const { size } = await file.handle.stat();
    if (size < file.position) {
      this.#text.end();
      file.position = 0;
    }
    const until = Math.min(size, file.position + TURN_BYTES);
    while (file.position < until) {
      const length = Math.min(CHUNK_BYTES, until - file.position);
      const { bytesRead } = await file.handle.read(this.#buffer, 0, length, file.position);
      if (bytesRead === 0) return false;
      file.position += bytesRead;
      const bytes = this.#buffer.subarray(0, bytesRead);
      if (size - file.position >= this.#maxLagBytes) this.#text.skip(bytes);
      else this.#text.push(bytes);
    }
    return until < size;
  }

  async #letGo(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    await file?.handle.close();
  }
}

function isSame({ device, inode }: OpenFile, there: Stats): boolean {
  return device === there.dev && inode === there.ino;
}

/** Why a file can't be read, in one sentence. */
export function toReadFault(error: unknown): string {
  if (['EACCES', 'EPERM'].includes(faultCode(error))) return 'It may not be read by this user.';
  const message = faultMessage(error);
  return `It can't be read: ${message}${message.endsWith('.') ? '' : '.'}`;
}
