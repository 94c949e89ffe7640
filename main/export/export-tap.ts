// Export: the recorder's end of the way to the telemetry thread. Sends what there is credit for and counts the rest, so that a collector that is slow costs recording nothing.
import type { Recorded } from '../model/recorded.ts';
import type { Credit, ExportGrant, ExportParcel, ExportSignal } from './export-record.ts';
import { ExportSelection } from './export-selection.ts';
import { weightOf } from './record-weight.ts';

/** The part of a MessagePort that is used. */
export interface ExportPort {
  postMessage(parcel: ExportParcel): void;
  on(event: 'message', listener: (grant: ExportGrant) => void): unknown;
  close(): void;
}

export class ExportTap {
  readonly #port: ExportPort;
  readonly #selection = new ExportSelection();
  readonly #credit = new Map<ExportSignal, Credit>();
  #records: ExportParcel['records'][number][] = [];
  #dropped = 0;

  constructor(port: ExportPort) {
    this.#port = port;
    port.on('message', ({ signal, credit }) => {
      const { records, bytes } = this.#credit.get(signal) ?? { records: 0, bytes: 0 };
      this.#credit.set(signal, { records: records + credit.records, bytes: bytes + credit.bytes });
    });
  }

  accept(recorded: Recorded): void {
    const record = this.#selection.select(recorded);
    const credit = record && this.#credit.get(record.signal);
    if (!credit) return;
    const weightBytes = weightOf(record);
    if (credit.records < 1 || credit.bytes < weightBytes) {
      this.#dropped += 1;
      return;
    }
    this.#credit.set(record.signal, { records: credit.records - 1, bytes: credit.bytes - weightBytes });
    this.#records.push({ record, weightBytes });
  }

  flush(): void {
    if (this.#records.length === 0 && this.#dropped === 0) return;
    this.#port.postMessage({ records: this.#records, dropped: this.#dropped });
    this.#records = [];
    this.#dropped = 0;
  }

  /** Sends what is left; the other end sees that the way is closed. */
  close(): void {
    this.flush();
    this.#port.close();
  }
}
