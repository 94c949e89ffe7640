// Ingest: the near end of the way from the telemetry thread to the recorder. Bounded by what the recorder has taken.
import type { TelemetryBatch } from '../model/telemetry.ts';

/** Batches that the recorder may not have taken yet. */
export const UNTAKEN_BATCHES = 256;
/** Their weight together. */
export const UNTAKEN_BYTES = 32 * 1024 * 1024;

export interface OutletOptions {
  readonly post: (batch: TelemetryBatch, weightBytes: number) => void;
  readonly maxBatches?: number;
  readonly maxBytes?: number;
}

/** Sends batches on while the recorder keeps up. Whoever has a sender that can wait asks `full` first. */
export class TelemetryOutlet {
  readonly #options: OutletOptions;
  #batches = 0;
  #bytes = 0;
  #refused = 0;

  constructor(options: OutletOptions) {
    this.#options = options;
  }

  /** The recorder is behind: what comes now is refused. */
  get full(): boolean {
    const { maxBatches = UNTAKEN_BATCHES, maxBytes = UNTAKEN_BYTES } = this.#options;
    return this.#batches >= maxBatches || this.#bytes >= maxBytes;
  }

  /** Batches that were refused since the start. */
  get refused(): number {
    return this.#refused;
  }

  /** False where it was refused. `weightBytes` is about what the batch takes in memory; one batch may pass the bound. */
  send(batch: TelemetryBatch, weightBytes: number): boolean {
    if (this.full) {
      this.#refused += 1;
      return false;
    }
    this.force(batch, weightBytes);
    return true;
  }

  /** Sends it although the outlet may be full: for a sender that was asked to wait before and had begun. */
  force(batch: TelemetryBatch, weightBytes: number): void {
    this.#batches += 1;
    this.#bytes += weightBytes;
    this.#options.post(batch, weightBytes);
  }

  taken(batches: number, weightBytes: number): void {
    this.#batches = Math.max(0, this.#batches - batches);
    this.#bytes = Math.max(0, this.#bytes - weightBytes);
  }
}
