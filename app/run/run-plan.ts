// Shell: flags and config file made into what a run does. Flags win.
import {
  DEFAULT_BUDGET,
  DEFAULT_PROXY_CONFIG,
  DEFAULT_SWITCHES,
  type CaptureBudget,
  type ProxyConfig,
  type Switches,
  type TelemetryConfig,
} from '../../main/model/config.ts';
import type { SourceMapConfig } from '../../main/model/source-frame.ts';
import { Fault } from '../../main/base/fault.ts';
import type { RunFlags } from '../cli/options.ts';
import { isLoopback } from '../cli/target.ts';
import { type TelemetryValues, toTelemetry } from './telemetry-plan.ts';

/** What a config file may say; every field may be absent. */
export interface ConfigValues extends Partial<ProxyConfig>, TelemetryValues {
  readonly budget?: Partial<CaptureBudget>;
  readonly sourceMaps?: Partial<SourceMapConfig>;
  readonly editor?: string;
  readonly switches?: Partial<Switches>;
}

export interface RunPlan {
  /** With the target and the routes of the start; a run without either begins on the start page. */
  readonly proxy: ProxyConfig;
  readonly budget: CaptureBudget;
  readonly sourceMaps: SourceMapConfig;
  /** A name, a command or a template; absent: found by itself. */
  readonly editor?: string;
  readonly switches: Switches;
  readonly telemetry: TelemetryConfig;
  readonly demo: boolean;
  readonly session?: string;
  readonly har?: string;
  readonly durationMs?: number;
  readonly json: boolean;
  readonly command: readonly string[];
  /** The project's folder. */
  readonly folder: string;
  /** Sentences to say before anything starts. */
  readonly notices: readonly string[];
}

/** Rejects wrong combinations with faults of wrong usage. */
export function toRunPlan(flags: RunFlags, config: ConfigValues, folder: string): RunPlan {
  const { budget, sourceMaps, switches, editor, ...rest } = config;
  const { telemetry, others: fromFile } = toTelemetry(flags, rest);
  const proxy: ProxyConfig = {
    ...DEFAULT_PROXY_CONFIG,
    ...fromFile,
    ...(flags.target === undefined ? {} : { target: flags.target }),
    ...(flags.port === undefined ? {} : { port: flags.port }),
    ...(flags.host === undefined ? {} : { host: flags.host }),
    https: flags.https || (fromFile.https ?? false),
    // Routes of the command line come first, as the first match wins.
    routes: [...flags.routes, ...(fromFile.routes ?? [])],
  };
  if (flags.demo && flags.target !== undefined) {
    throw new Fault('bad-usage', '--demo has its own target; leave out the other one, or the flag.');
  }
  const notices: string[] = [];
  if (!isLoopback(proxy.host)) {
    if (!flags.allowRemote) {
      throw new Fault(
        'remote-not-allowed',
        `${proxy.host} can be reached from other machines; add --allow-remote if you want that.`,
      );
    }
    notices.push(`The proxy listens on ${proxy.host}: other machines can use it, and what they send is recorded.`);
  }
  if (flags.shell === 'headless' && !flags.demo && !hasTargets(proxy) && !hasSources(flags, telemetry)) {
    throw new Fault(
      'bad-usage',
      '--headless needs something to record: a target, a --route, --demo, a command after "--", a process, a log file, metrics or an --otlp-port.',
    );
  }
  const { session, har, durationMs, json, command, demo } = flags;
  return {
    ...{ proxy, telemetry, demo, json, command, folder, notices },
    budget: { ...DEFAULT_BUDGET, ...budget },
    sourceMaps: { roots: [], paths: [], ...sourceMaps },
    switches: { ...DEFAULT_SWITCHES, ...switches, ...(flags.inject ? {} : { inject: false }) },
    ...(editor === undefined ? {} : { editor }),
    ...(session === undefined ? {} : { session }),
    ...(har === undefined ? {} : { har }),
    ...(durationMs === undefined ? {} : { durationMs }),
  };
}

/** Whether something is recorded without any traffic. */
function hasSources(flags: RunFlags, { processes, logFiles, metrics, otlpRequired }: TelemetryConfig): boolean {
  return [flags.command, processes, logFiles, metrics].some((list) => list.length > 0) || otlpRequired === true;
}

/** Whether requests have somewhere to go. */
export function hasTargets(proxy: Pick<ProxyConfig, 'target' | 'routes'>): boolean {
  return proxy.target !== undefined || proxy.routes.length > 0;
}
