// The telemetry thread without the thread: what other programs tell comes in here and goes to the recorder in batches.
import { systemClock } from './base/clock.ts';
import { DisposableStack } from './base/disposable.ts';
import { Fault, faultCode, faultMessage } from './base/fault.ts';
import { parseUrl } from './base/url.ts';
import { createExporter, type Exporter } from './export/exporter.ts';
import { createPageReader } from './ingest/http-page.ts';
import { createMetricsTargets, type MetricsTargets } from './ingest/metrics/metrics-targets.ts';
import { createOtlpIntake, type OtlpIntake } from './ingest/otlp/otlp-intake.ts';
import { createOtlpReceiver, type OtlpReceiver } from './ingest/otlp/otlp-receiver.ts';
import { createProfiler, type Profiler } from './ingest/pprof/profiler.ts';
import { TelemetryOutlet } from './ingest/telemetry-outlet.ts';
import type { TelemetryConfig } from './model/config.ts';
import type { CommandResult, Notice } from './model/protocol.ts';
import { isLoopback, toHostname } from './proxy/loopback.ts';
import type { ProfileRequest, TelemetryAnswer, TelemetryRequest, TelemetryStart } from './telemetry-message.ts';

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
  let exporter: Exporter | undefined;
  parts.own({ close: () => exporter?.close() });
  parts.own(intake);
  const asking = startAsking(options.config, intake, outlet, post);
  try {
    const receiver = await openReceiver(options, createOtlpIntake(outlet, systemClock));
    if (receiver) intake.own(receiver);
    exporter = openExporter(options, receiver?.url);
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
        case 'add-targets':
          asking.metrics.add(request.targets.metrics);
          asking.profiler.add(request.targets.pprof);
          return;
        case 'take-profile':
          post({
            type: 'profile',
            number: request.number,
            result: await takeProfile(asking.profiler, request.profile),
          });
          return;
        case 'export':
          exporter?.connect(request.port);
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

/** What goes out must not come in again, by the receiver or as a request through the proxy. */
function openExporter(options: TelemetryOptions, receiverUrl: string | undefined): Exporter | undefined {
  const { config, version, proxyUrl, post } = options;
  if (!config.exportTo) return undefined;
  const { endpoint } = config.exportTo;
  if ([receiverUrl, proxyUrl].some((own) => own !== undefined && isSameServer(endpoint, own))) {
    throw new Fault(
      'export-endpoint',
      `Throughline itself listens at ${endpoint}, so nothing can be exported there; name the collector's address.`,
    );
  }
  return createExporter({
    ...{ config: config.exportTo, version, clock: systemClock, schedule: scheduleTimer },
    onState: (exporter) => post({ type: 'state', state: { exporter } }),
  });
}

function isSameServer(a: string, b: string): boolean {
  const [one, other] = [parseUrl(a), parseUrl(b)];
  if (!one || !other) return false;
  return one.port === other.port && isLoopback(toHostname(one.host)) && isLoopback(toHostname(other.host));
}

function scheduleTimer(run: () => void, delayMs: number): () => void {
  const timer = setTimeout(run, delayMs);
  return () => clearTimeout(timer);
}

const GRPC: Notice = {
  code: 'otlp-grpc',
  severity: 'warning',
  message:
    'A program sends OTLP over gRPC, which is not understood; set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf for it.',
};

/** About what a sample takes in memory, in bytes. */
const SAMPLE_WEIGHT = 200;

/** Starts what asks other programs: polls at once, profiles when they are wanted. */
function startAsking(
  { metrics, pprof }: TelemetryConfig,
  intake: DisposableStack,
  outlet: TelemetryOutlet,
  post: TelemetryOptions['post'],
): { readonly metrics: MetricsTargets; readonly profiler: Profiler } {
  const pages = intake.own(createPageReader());
  const targets = intake.own(
    createMetricsTargets(metrics, {
      pages,
      clock: systemClock,
      delay: scheduleTimer,
      onSamples: (samples) => void outlet.send({ metrics: samples }, samples.length * SAMPLE_WEIGHT),
      onState: (state) => post({ type: 'state', state: { metrics: state } }),
    }),
  );
  const profiler = intake.own(
    createProfiler(pprof, {
      pages,
      clock: systemClock,
      onProfile: (profile) => outlet.send({ profile }, profile.bytes.length),
    }),
  );
  return { metrics: targets, profiler };
}

async function takeProfile(profiler: Profiler, { target, kind, seconds }: ProfileRequest): Promise<CommandResult> {
  try {
    await profiler.take(target, kind, seconds);
    return { ok: true };
  } catch (fault) {
    return { ok: false, code: faultCode(fault), message: faultMessage(fault) };
  }
}
