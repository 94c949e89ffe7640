// Proxy: an answer to a request for a map under a wrong content type: looked at its first bytes, and named as JSON where it is.
import type { Transform } from 'node:stream';
import type { ChangedContent, ContentChange } from '../content-change.ts';
import { createDecoder, type Coding } from '../inject/content-decoder.ts';
import { HeadChange } from './head-change.ts';
import { looksLikeJson } from './remote-maps.ts';

export interface MapTypeSetting {
  readonly coding: Coding | 'identity';
  /** Where it is JSON. */
  readonly named: readonly string[];
  /** Where it is not: the head with what else was to be changed; undefined where that is nothing. */
  readonly other: readonly string[] | undefined;
  readonly decided: (isJson: boolean) => void;
}

export class MapTypeChange implements ContentChange {
  readonly #held: Buffer[] = [];
  #decoder: Transform | undefined;
  #through: HeadChange | undefined;
  #decided = false;
  #allCame = false;

  constructor(
    private readonly setting: MapTypeSetting,
    private readonly output: ChangedContent,
  ) {}

  /** A coded beginning is waited for before more is read. */
  get takes(): boolean {
    return this.#decided;
  }

  write(bytes: Buffer): void {
    if (this.#through) {
      this.#through.write(bytes);
      return;
    }
    if (this.#decided) return;
    this.#held.push(bytes);
    const { coding } = this.setting;
    if (coding === 'identity') this.#decide(looksLikeJson(Buffer.concat(this.#held)));
    else this.#decode(bytes, coding);
  }

  #decode(bytes: Buffer, coding: Coding): void {
    if (!this.#decoder) {
      const decoder = createDecoder(coding, bytes);
      this.#decoder = decoder;
      decoder.once('data', (first: Buffer) => this.#decide(looksLikeJson(first)));
      decoder.on('error', () => this.#decide(false));
    }
    this.#decoder.write(bytes, () => {
      if (!this.#decided) this.output.ready();
    });
  }

  #decide(isJson: boolean): void {
    if (this.#decided) return;
    this.#decided = true;
    this.#decoder?.destroy();
    const { named, other, decided } = this.setting;
    const head = isJson ? named : other;
    decided(isJson);
    if (!head) {
      this.output.pass();
      return;
    }
    this.#through = new HeadChange(head, this.output);
    for (const bytes of this.#held.splice(0)) this.#through.write(bytes);
    if (this.#allCame) this.#through.end();
    else this.output.ready();
  }

  /** The head waits for the first bytes. */
  waiting(): void {}

  end(): void {
    this.#allCame = true;
    if (this.#through) this.#through.end();
    else if (this.#held.length === 0 || this.setting.coding === 'identity') this.#decide(false);
    else this.#decoder?.end(() => this.#decide(false));
  }

  /** Nothing is held once it is decided. */
  pause(): void {}
  resume(): void {}

  destroy(): void {
    this.#decided = true;
    this.#decoder?.destroy();
  }
}
