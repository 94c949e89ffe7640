// Capture: keeps the head of one body as far as the budgets allow, and counts all of it.
import type { BodyInfo, BodySide } from '../model/exchange.ts';
import type { HeaderList } from '../model/headers.ts';
import { headerValue } from '../model/headers.ts';
import type { Recorded } from '../model/recorded.ts';
import type { SessionBudget } from './session-budget.ts';

/** Records one body of one exchange. */
export class BodyRecorder {
  readonly #exchangeId: string;
  readonly #side: BodySide;
  readonly #budget: SessionBudget;
  readonly #emit: (recorded: Recorded) => void;
  #sizeBytes = 0;
  #keptBytes = 0;
  #truncated = false;
  #ended = false;
  #complete = false;

  constructor(exchangeId: string, side: BodySide, budget: SessionBudget, emit: (recorded: Recorded) => void) {
    this.#exchangeId = exchangeId;
    this.#side = side;
    this.#budget = budget;
    this.#emit = emit;
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Counts a chunk and keeps what it may. A chunk without bytes counts as dropped and ends keeping, so that there is no gap. */
  chunk(sizeBytes: number, bytes: Uint8Array | undefined): void {
    this.#sizeBytes += sizeBytes;
    if (bytes === undefined) this.#emit({ kind: 'dropped', count: 1 });
    if (this.#truncated || this.#ended || sizeBytes === 0) return;
    const granted = bytes === undefined ? 0 : this.#budget.take(bytes.byteLength, this.#keptBytes);
    if (bytes !== undefined && granted > 0) {
      this.#keptBytes += granted;
      const kept = granted === bytes.byteLength ? bytes : bytes.subarray(0, granted);
      this.#emit({ kind: 'body', exchangeId: this.#exchangeId, side: this.#side, bytes: kept });
    }
    if (granted < sizeBytes) {
      this.#truncated = true;
      this.#close();
    }
  }

  /** No chunk comes after this. `complete` is false when the sender stopped early; only the first call counts. */
  end(complete: boolean): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#complete = complete;
    if (!this.#truncated) this.#close();
  }

  /** What is known of the body now; `headers` are those it came with. */
  info(headers: HeaderList): BodyInfo {
    const contentType = headerValue(headers, 'Content-Type');
    const encoding = headerValue(headers, 'Content-Encoding');
    return {
      sizeBytes: this.#sizeBytes,
      keptBytes: this.#keptBytes,
      truncated: this.#truncated,
      complete: this.#complete,
      ...(contentType !== undefined && { contentType }),
      ...(encoding !== undefined && { encoding }),
    };
  }

  #close(): void {
    if (this.#keptBytes > 0) this.#emit({ kind: 'body-end', exchangeId: this.#exchangeId, side: this.#side });
  }
}
