// Shell: what a run says: lines for programs on stdout with --json, sentences for people on stderr.
import type { Writable } from 'node:stream';
import type { ClosedReport } from './recording.ts';

export interface ReadyReport {
  /** The proxy's origin. */
  readonly proxy: string;
  /** The address of the dashboard, where one is served. */
  readonly dashboard?: string;
  /** The base URL of the OTLP receiver, where one listens. */
  readonly otlp?: string;
  readonly session: string;
  readonly pid: number;
}

export interface RunOutput {
  /** The proxy accepts connections. */
  ready(report: ReadyReport, target: string | undefined): void;
  /** A file is shown and nothing is recorded: `ready` with an empty `proxy`. */
  opened(report: Omit<ReadyReport, 'proxy'>): void;
  /** The run that showed a file has ended; only programs are told. */
  left(report: ClosedReport): void;
  /** Everything is on disk. */
  closed(report: ClosedReport): void;
  /** A sentence for the person. */
  readonly say: (sentence: string) => void;
}

export function createRunOutput(json: boolean, stdout: Writable, stderr: Writable): RunOutput {
  const say = (sentence: string): void => void stderr.write(`${sentence}\n`);
  const line = (event: string, report: object): void => {
    if (json) stdout.write(`${JSON.stringify({ event, ...report })}\n`);
  };
  return {
    say,
    ready: (report, target) => {
      line('ready', report);
      say(`Proxy:     ${report.proxy}${target === undefined ? '' : ` → ${target}`}`);
      if (report.dashboard !== undefined) say(`Dashboard: ${report.dashboard}`);
      if (report.otlp !== undefined) say(`OTLP:      ${report.otlp}`);
      say(`Session:   ${report.session}`);
    },
    opened: (report) => {
      line('ready', { proxy: '', ...report });
      if (report.dashboard !== undefined) say(`Dashboard: ${report.dashboard}`);
    },
    left: (report) => line('closed', report),
    closed: (report) => {
      line('closed', report);
      const left = report.dropped > 0 ? `, ${report.dropped} details left out because a queue or budget was full` : '';
      say(
        `Recorded ${report.exchanges} ${report.exchanges === 1 ? 'request' : 'requests'} in ${report.session}${left}`,
      );
      if (report.har !== undefined) say(`Wrote ${report.har}; secrets are redacted`);
    },
  };
}
