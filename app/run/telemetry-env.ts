// Shell: what processes are told of the OTLP receiver, so that their SDKs send there without further set-up.
import type { TelemetryConfig } from '../../main/model/config.ts';
import type { TelemetryState } from '../../main/model/protocol.ts';

/** Where an SDK is told an address, nothing is changed (OpenTelemetry's environment variables for exporters). */
const ENDPOINTS = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_EXPORTER_OTLP_LOGS_ENDPOINT',
  'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
];

/** Variables to add to `inherited`. */
export function telemetryEnv(
  { otlpUrl }: TelemetryState,
  { otlpEnvironment = true }: TelemetryConfig,
  inherited: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  if (otlpUrl === undefined) return {};
  const told = { THROUGHLINE_OTLP: otlpUrl };
  if (!otlpEnvironment || ENDPOINTS.some((name) => (inherited[name] ?? '') !== '')) return told;
  return {
    ...told,
    OTEL_EXPORTER_OTLP_ENDPOINT: otlpUrl,
    OTEL_EXPORTER_OTLP_PROTOCOL:
      inherited['OTEL_EXPORTER_OTLP_PROTOCOL'] === 'http/json' ? 'http/json' : 'http/protobuf',
  };
}
