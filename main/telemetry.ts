// The telemetry thread without the thread: what other programs tell comes in here and goes to the recorder in batches.
import { DisposableStack } from './base/disposable.ts';
import { faultCode, faultMessage } from './base/fault.ts';
import { TelemetryOutlet } from './ingest/telemetry-outlet.ts';
import type { TelemetryAnswer, TelemetryRequest, TelemetryStart } from './telemetry-message.ts';

export interface Telemetry {
  handle(request: TelemetryRequest): Promise<void>;
}

export interface TelemetryOptions extends TelemetryStart {
  readonly post: (answer: TelemetryAnswer, transfer?: ArrayBuffer[]) => void;
  /** The thread may end. */
  readonly onClosed: () => void;
}

/** Starts what the configuration asks for, and answers `ready` or `refused`. */
export async function createTelemetry(options: TelemetryOptions): Promise<Telemetry> {
  const { post } = options;
  /** What lets telemetry in; it stops before the recorder does. */
  const intake = new DisposableStack();
  const outlet = new TelemetryOutlet({
    post: (batch, weightBytes) => {
      const bytes = batch.profile?.bytes;
      post({ type: 'batch', batch, weightBytes }, bytes ? [bytes.buffer as ArrayBuffer] : []);
    },
  });
  const parts = new DisposableStack();
  parts.own(intake);
  try {
    post({ type: 'ready' });
  } catch (fault) {
    await parts.close();
    post({ type: 'refused', code: faultCode(fault), message: faultMessage(fault) });
    options.onClosed();
  }

  return {
    async handle(request) {
      switch (request.type) {
        case 'taken':
          outlet.taken(request.batches, request.weightBytes);
          return;
        case 'stop':
          await intake.close();
          post({ type: 'stopped' });
          return;
        case 'close':
          await parts.close();
          options.onClosed();
          return;
      }
    },
  };
}
