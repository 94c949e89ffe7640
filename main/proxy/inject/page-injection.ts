// Proxy: one document on its way to the browser: decoded where it is coded, and given the agent's tag.
import type { Transform } from 'node:stream';
import { faultMessage } from '../../base/fault.ts';
import type { ChangedContent, ContentChange } from '../content-change.ts';
import type { ExchangeTap } from '../tap.ts';
import { brokenContent } from '../upstream-fault.ts';
import { createDecoder, type Coding } from './content-decoder.ts';
import type { InjectionPlan } from './injection-plan.ts';
import { TagInserter } from './tag-inserter.ts';

export class PageInjection implements ContentChange {
  readonly #inserter: TagInserter;
  readonly #coding: Coding | 'identity';
  #decoder: Transform | undefined;
  /** The head is written, or nothing is changed. */
  #opened = false;
  #told = false;
  /** The coding's own end came. */
  #decoded = false;
  #allCame = false;
  #destroyed = false;

  constructor(
    private readonly plan: InjectionPlan,
    private readonly output: ChangedContent,
    private readonly tap: Pick<ExchangeTap, 'changed'>,
  ) {
    this.#inserter = new TagInserter(plan.inserter);
    this.#coding = plan.coding;
  }

  /** Until the head is written, no more than the first bytes are held. */
  get takes(): boolean {
    if (this.#coding === 'identity' || this.#decoded) return true;
    return this.#opened && this.#decoder?.writableNeedDrain !== true;
  }

  write(bytes: Buffer): void {
    if (this.#coding === 'identity') this.#give(this.#inserter.push(bytes));
    else if (!this.#decoded) this.#decode(bytes, this.#coding);
  }

  #decode(bytes: Buffer, coding: Coding): void {
    const decoder = (this.#decoder ??= this.#createDecoder(coding, bytes));
    decoder.write(bytes, (error) => {
      // Nothing came out of the first bytes, and the head must not wait for more.
      if (!error) this.waiting();
    });
  }

  #createDecoder(coding: Coding, first: Buffer): Transform {
    const decoder = createDecoder(coding, first);
    decoder.on('data', (bytes: Buffer) => this.#give(this.#inserter.push(bytes)));
    decoder.on('drain', () => this.output.ready());
    decoder.on('end', () => this.#endDecoded());
    decoder.on('error', (error) => this.#breakOff(error));
    return decoder;
  }

  /** What is after the coding's own end is none of the document; browsers leave it out too. */
  #endDecoded(): void {
    if (this.#destroyed) return;
    this.#decoded = true;
    if (this.#allCame) this.#finish();
    else this.output.ready();
  }

  #breakOff(error: Error): void {
    if (this.#destroyed) return;
    const message = `The document's ${this.#coding} coding is broken (${faultMessage(error)})`;
    if (this.#opened) {
      this.output.broke(brokenContent(message, error));
      return;
    }
    this.#pass('agent-refused-by-coding', `${message}, so it was passed on as it is, without the page agent.`);
  }

  waiting(): void {
    if (!this.#opened && !this.#destroyed) this.#open();
  }

  #open(): void {
    this.#opened = true;
    this.output.open(this.plan.rawHeaders);
    this.output.ready();
  }

  #pass(code: string, message: string): void {
    this.#opened = true;
    this.#told = true;
    this.destroy();
    this.output.pass();
    this.tap.changed(code, message);
  }

  #give(bytes: Buffer): void {
    if (this.#destroyed) return;
    const { outcome } = this.#inserter;
    if (!this.#opened) {
      if (outcome.type === 'refused') {
        this.#pass(outcome.code, outcome.message);
        return;
      }
      this.#open();
      if (this.#destroyed) return;
    }
    this.#tell();
    if (bytes.length > 0) this.output.give(bytes);
  }

  #tell(): void {
    const { outcome } = this.#inserter;
    if (this.#told || outcome.type === 'searching') return;
    this.#told = true;
    if (outcome.type === 'refused') this.tap.changed(outcome.code, outcome.message);
    else this.tap.changed('agent-injected', INJECTED);
  }

  end(): void {
    this.#allCame = true;
    if (this.#decoder === undefined || this.#decoded) this.#finish();
    else this.#decoder.end();
  }

  #finish(): void {
    if (this.#destroyed) return;
    this.#give(this.#inserter.end());
    if (this.#destroyed) return;
    this.output.finish();
    this.destroy();
  }

  pause(): void {
    this.#decoder?.pause();
  }

  resume(): void {
    this.#decoder?.resume();
  }

  destroy(): void {
    this.#destroyed = true;
    this.#decoder?.destroy();
  }
}

const INJECTED =
  'The page agent was put into the document: a script at the start of its head. Fields that spoke of the bytes as they were are left out, and a coded document is sent decoded.';
