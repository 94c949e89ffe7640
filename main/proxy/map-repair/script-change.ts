// Proxy: one script or stylesheet, held until it is whole (it does nothing before), to see which map it names and to name another.
import type { Transform } from 'node:stream';
import type { ChangedContent, ContentChange } from '../content-change.ts';
import { createDecoder, type Coding } from '../inject/content-decoder.ts';
import { findMapComment, type MapComment } from './map-comment.ts';

/** The largest script that is looked at, in bytes, decoded or as it came; a larger one passes as it is. */
export const SCRIPT_LIMIT_BYTES = 16 * 1024 * 1024;

export interface ScriptSetting {
  readonly coding: Coding | 'identity';
  /** The fields of a script that is changed. */
  readonly rawHeaders: readonly string[];
  /** The address to put in place of the comment's; undefined leaves the script as it is. Told once, at its end. */
  readonly named: (comment: MapComment | undefined) => string | undefined;
  readonly tooLarge: () => void;
}

export class ScriptChange implements ContentChange {
  #chunks: Buffer[] = [];
  #size = 0;
  #wireSize = 0;
  #decoder: Transform | undefined;
  #over = false;

  constructor(
    private readonly setting: ScriptSetting,
    private readonly output: ChangedContent,
  ) {}

  get takes(): boolean {
    return this.#decoder?.writableNeedDrain !== true;
  }

  write(bytes: Buffer): void {
    if (this.#over) return;
    this.#wireSize += bytes.byteLength;
    const { coding } = this.setting;
    if (this.#wireSize > SCRIPT_LIMIT_BYTES) this.#giveUp();
    else if (coding === 'identity') this.#add(bytes);
    else (this.#decoder ??= this.#createDecoder(coding, bytes)).write(bytes);
  }

  #createDecoder(coding: Coding, first: Buffer): Transform {
    const decoder = createDecoder(coding, first);
    decoder.on('data', (bytes: Buffer) => this.#add(bytes));
    decoder.on('drain', () => this.output.ready());
    decoder.on('end', () => this.#decide());
    // A browser finds it broken too, and says so better.
    decoder.on('error', () => this.#pass());
    return decoder;
  }

  #add(bytes: Buffer): void {
    if (this.#over) return;
    this.#size += bytes.byteLength;
    if (this.#size > SCRIPT_LIMIT_BYTES) this.#giveUp();
    else this.#chunks.push(bytes);
  }

  #giveUp(): void {
    this.setting.tooLarge();
    this.#pass();
  }

  #pass(): void {
    if (this.#over) return;
    this.destroy();
    this.output.pass();
  }

  #decide(): void {
    if (this.#over) return;
    const content = Buffer.concat(this.#chunks);
    const comment = findMapComment(content);
    const url = this.setting.named(comment);
    if (comment === undefined || url === undefined) {
      this.#pass();
      return;
    }
    this.destroy();
    this.output.open(this.setting.rawHeaders);
    this.output.give(
      Buffer.concat([content.subarray(0, comment.start), Buffer.from(url), content.subarray(comment.end)]),
    );
    this.output.finish();
  }

  /** The head waits for the end. */
  waiting(): void {}

  end(): void {
    if (this.#over) return;
    if (this.#decoder) this.#decoder.end();
    else this.#decide();
  }

  /** Nothing is given before all came. */
  pause(): void {}
  resume(): void {}

  destroy(): void {
    this.#over = true;
    this.#chunks = [];
    this.#decoder?.destroy();
  }
}
