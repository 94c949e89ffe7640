// The telemetry thread without the thread: what other programs tell comes in here and goes to the recorder in batches.
import { systemClock } from './base/clock.ts';
import { DisposableStack } from './base/disposable.ts';
import { faultCode, faultMessage } from './base/fault.ts';
import { createOtlpIntake, type OtlpIntake } from './ingest/otlp/otlp-intake.ts';
import { createOtlpReceiver, type OtlpReceiver } from './ingest/otlp/otlp-receiver.ts';
import { TelemetryOutlet } from './ingest/telemetry-outlet.ts';
import type { Notice } from './model/protocol.ts';
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
    const receiver = await openReceiver(options, createOtlpIntake(outlet, systemClock));
    if (receiver) intake.own(receiver);
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

/** A port that nobody asked for may be taken: then there is no receiver, and the user is told. */
async function openReceiver({ config, post }: TelemetryOptions, intake: OtlpIntake): Promise<OtlpReceiver | undefined> {
  if (config.otlpPort === undefined) return undefined;
  try {
    const onGrpc = (): void => post({ type: 'trouble', notice: GRPC });
    const receiver = await createOtlpReceiver({ port: config.otlpPort, intake, onGrpc });
    post({ type: 'state', state: { otlpUrl: receiver.url } });
    return receiver;
  } catch (fault) {
    if (config.otlpRequired === true) throw fault;
    const notice = { code: faultCode(fault), severity: 'warning', message: faultMessage(fault) } as const;
    post({ type: 'trouble', notice });
    return undefined;
  }
}

const GRPC: Notice = {
  code: 'otlp-grpc',
  severity: 'warning',
  message:
    'A program sends OTLP over gRPC, which is not understood; set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf for it.',
};
