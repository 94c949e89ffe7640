// HAR: writes JSON piece by piece to a file or stream and waits when that is full. Used by the writer; the command line's `inspect` prints through it too.
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Writable } from 'node:stream';
import { Fault, faultMessage } from '../base/fault.ts';

/** Pieces are gathered up to this many characters before they are handed on. */
const GATHER_CHARACTERS = 64 * 1024;

/** What a file may have waiting before the writer pauses, in bytes. */
const FILE_BUFFER_BYTES = 1024 * 1024;

/** Where JSON goes; a write that fails rejects the next one. */
export class JsonSink {
  readonly #out: Writable;
  #gathered = '';
  #failed: Error | undefined;
  #wake: (() => void) | undefined;
  readonly #onError = (error: Error): void => {
    this.#failed = error;
    this.#wake?.();
  };
  readonly #onClose = (): void => this.#onError(this.#failed ?? new Error('The output was closed'));
  readonly #onDrain = (): void => this.#wake?.();

  constructor(out: Writable) {
    this.#out = out;
    out.on('error', this.#onError);
    out.on('close', this.#onClose);
    out.on('drain', this.#onDrain);
  }

  async write(text: string): Promise<void> {
    this.#gathered += text;
    if (this.#gathered.length >= GATHER_CHARACTERS) await this.flush();
  }

  /** An array's items, with commas between, from something that gives them one by one. */
  async writeArray(items: AsyncIterable<unknown>): Promise<void> {
    let first = true;
    await this.write('[');
    for await (const item of items) {
      await this.write(`${first ? '' : ','}\n${JSON.stringify(item)}`);
      first = false;
    }
    await this.write(first ? ']' : '\n]');
  }

  /** Hands on what was gathered and waits until there is room again. */
  async flush(): Promise<void> {
    const text = this.#gathered;
    this.#gathered = '';
    if (this.#failed) throw this.#failed;
    if (text === '' || this.#out.write(text)) return;
    await new Promise<void>((resolve) => {
      this.#wake = resolve;
    });
    this.#wake = undefined;
    this.#throwIfFailed();
  }

  /** Hands on what was gathered and waits until the system has all of it. */
  async settle(): Promise<void> {
    await this.flush();
    await new Promise<void>((resolve, reject) => this.#out.write('', (error) => (error ? reject(error) : resolve())));
  }

  /** Stops listening; the stream stays open. */
  release(): void {
    this.#out.off('error', this.#onError);
    this.#out.off('close', this.#onClose);
    this.#out.off('drain', this.#onDrain);
  }

  #throwIfFailed(): void {
    if (this.#failed) throw this.#failed;
  }
}

/** Lets `fill` write to the file at `path`, which appears only when all of it is written; a file that was there before stays until then. */
export async function writeFileWhole(path: string, fill: (sink: JsonSink) => Promise<void>): Promise<void> {
  const draft = `${path}.${process.pid}.part`;
  try {
    const file = createWriteStream(draft, { highWaterMark: FILE_BUFFER_BYTES });
    const sink = new JsonSink(file);
    try {
      await fill(sink);
      await sink.flush();
    } finally {
      sink.release();
      await closed(file);
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    if (error instanceof Fault) throw error;
    throw new Fault(
      'har-unwritable',
      `Could not write ${basename(path)}: ${faultMessage(error)}; check the folder and the free space`,
      {
        cause: error,
      },
    );
  }
}

function closed(file: Writable): Promise<void> {
  return new Promise((resolve, reject) => {
    if (file.errored !== null || file.destroyed) {
      if (file.errored === null) resolve();
      else reject(file.errored);
      return;
    }
    file.once('error', reject);
    file.end(resolve);
  });
}
