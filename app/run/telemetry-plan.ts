// Shell: what comes in beside the traffic and what goes out, from flags and config file. Flags win, or add to lists.
import { DEFAULT_TELEMETRY, type TelemetryConfig } from '../../main/model/config.ts';
import type { RunFlags } from '../cli/options.ts';

/** What a config file may say of it. */
export interface TelemetryValues extends Partial<Omit<TelemetryConfig, 'otlpPort' | 'otlpRequired'>> {
  readonly otlpPort?: number | 'off';
}

/** Takes these values from those of the file; `others` are the rest. */
export function toTelemetry<T extends TelemetryValues>(
  flags: Pick<RunFlags, 'logFiles' | 'metrics' | 'otlpPort'>,
  values: T,
): { readonly telemetry: TelemetryConfig; readonly others: Omit<T, keyof TelemetryValues> } {
  const {
    processes,
    logFiles,
    logParsers,
    metrics,
    pprof,
    otlpPort,
    otlpEnvironment,
    exportTo,
    traceViewer,
    ...others
  } = values;
  const { otlpPort: usualPort, ...usual } = DEFAULT_TELEMETRY;
  const port = flags.otlpPort ?? otlpPort;
  return {
    telemetry: {
      ...usual,
      ...(port === undefined ? { otlpPort: usualPort ?? 0 } : {}),
      ...(typeof port === 'number' ? { otlpPort: port, otlpRequired: true } : {}),
      ...(otlpEnvironment === undefined ? {} : { otlpEnvironment }),
      ...(processes && { processes }),
      ...(logParsers && { logParsers }),
      ...(pprof && { pprof }),
      ...(exportTo && { exportTo }),
      ...(traceViewer === undefined ? {} : { traceViewer }),
      logFiles: withoutRepeats([...(logFiles ?? []), ...flags.logFiles.map((path) => ({ path }))], (file) => file.path),
      metrics: withoutRepeats([...(metrics ?? []), ...flags.metrics.map((url) => ({ url }))], (target) => target.url),
    },
    others,
  };
}

/** The first of each. */
function withoutRepeats<T>(items: readonly T[], keyOf: (item: T) => string): readonly T[] {
  const seen = new Set<string>();
  return items.filter((item) => !seen.has(keyOf(item)) && seen.add(keyOf(item)));
}
