// Pure: an error → text for an issue report. Values of query parameters with secret-like names are left out.
import type { ErrorReport } from '../../../main/model/error-report.ts';
import type { ExchangeRow } from '../../../main/model/exchange.ts';
import type { HmrRecord } from '../../../main/model/hmr.ts';
import type { SourceFrame } from '../../../main/model/source-frame.ts';
import { formatDuration } from '../../kit/format.ts';
import type { ErrorGroup } from '../../store/error-index.ts';
import { subjectName } from '../hmr/hmr-subject.ts';
import { frameFunction, framePlace, isLibrary, topFrameIndex } from './frame-rows.ts';

export interface IssueContext {
  readonly exchanges: readonly ExchangeRow[];
  readonly hmr?: HmrRecord | undefined;
}

/** Frames and requests told; an issue wants the gist. */
const MAX_FRAMES = 30;
const MAX_REQUESTS = 20;

/** Names of parameters whose value may let someone act as the user. */
const SECRET_NAME =
  /(^|[-_.])(access|refresh|id)?[-_]?(token|secret|pass(word|wd|phrase)?|pwd|auth(orization)?|api[-_]?key|key|sess(ion)?([-_]?id)?|sid|sig(nature)?|credentials?|jwt|otp|code|state|ticket)($|[-_.])/i;

/** The text with the values of secret-like query parameters, and names and passwords before hosts, replaced. */
export function withoutSecrets(text: string): string {
  return text
    .replace(/(\/\/)[^\s/@:]+:[^\s/@]+@/g, '$1')
    .replace(/([?&#])([^=&#?\s"'<>()]+)=([^&#\s"'<>()]*)/g, (whole, mark: string, name: string, value: string) =>
      value !== '' && (SECRET_NAME.test(name) || /token|secret|passw/i.test(name))
        ? `${mark}${name}=[redacted]`
        : whole,
    );
}

/** Markdown in English, whatever the dashboard's language: issues are read by others. */
export function toIssueMarkdown(group: ErrorGroup, report: ErrorReport, context: IssueContext): string {
  const frame = report.stack[topFrameIndex(report.stack)];
  const code = frame?.original?.codeFrame;
  const parts = [
    `### ${report.name}: ${firstLine(report.message)}`,
    factsOf(group, report, context).join('\n'),
    ...(report.message.includes('\n') ? [fence(report.message)] : []),
    ...(frame && code !== undefined ? [`At \`${framePlace(frame)?.whole ?? ''}\`:`, fence(code)] : []),
    ...(report.stack.length > 0 ? ['Stack, mapped to the sources:', fence(stackText(report.stack))] : []),
    ...(context.exchanges.length > 0 ? [['Requests:', ...requestLines(context.exchanges)].join('\n')] : []),
  ];
  return `${withoutSecrets(parts.join('\n\n'))}\n`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? '';
}

function fence(text: string): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const ticks = '`'.repeat(longest + 1);
  return `${ticks}\n${text}\n${ticks}`;
}

function factsOf(group: ErrorGroup, report: ErrorReport, { hmr }: IssueContext): readonly string[] {
  const times = group.count === 1 ? 'once' : `${group.count} times`;
  const facts: (readonly [string, string | undefined])[] = [
    ['Source', report.info === undefined ? report.source : `${report.source} (${report.info})`],
    ['Seen', `${times}, first ${new Date(group.firstAt).toISOString()}, last ${new Date(group.lastAt).toISOString()}`],
    ['Page', report.pageUrl],
    ['Component', componentPath(report)],
    ['Action', report.action],
    ['After the update of', hmr && (subjectName(hmr) ?? hmr.type)],
    ['Process', report.process],
    ['Browser', report.userAgent],
    ['Trace', report.traceId],
  ];
  return facts.flatMap(([name, value]) => (value === undefined ? [] : [`- ${name}: ${value}`]));
}

function componentPath({ component, componentStack }: ErrorReport): string | undefined {
  if (componentStack && componentStack.length > 0) return [...componentStack].reverse().join(' > ');
  return component;
}

function stackText(stack: readonly SourceFrame[]): string {
  const lines = stack.slice(0, MAX_FRAMES).map((frame) => {
    const name = frameFunction(frame) ?? '(anonymous)';
    const place = framePlace(frame)?.whole ?? frame.raw;
    if (frame.original) return `at ${name} (${place})${isLibrary(frame) ? ' [library]' : ''}`;
    return `at ${name} (${place})${frame.unresolved ? ` [not mapped: ${frame.unresolved.code}]` : ''}`;
  });
  const left = stack.length - lines.length;
  return [...lines, ...(left > 0 ? [`… ${left} more`] : [])].join('\n');
}

function requestLines(rows: readonly ExchangeRow[]): readonly string[] {
  const lines = rows.slice(0, MAX_REQUESTS).map((row) => {
    const answer = row.status === undefined ? (row.error?.code ?? row.state) : String(row.status);
    return `- ${row.method} ${row.url} → ${answer}, ${formatDuration(row.timings.total)}`;
  });
  const left = rows.length - lines.length;
  return [...lines, ...(left > 0 ? [`- … ${left} more`] : [])];
}
