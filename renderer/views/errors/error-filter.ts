// Pure: filter text → what it demands of an error. Faulty words are told and demand nothing.
import { ERROR_SOURCES, type ErrorReport } from '../../../main/model/error-report.ts';
import { splitUrl } from '../../store/row-facts.ts';
import { splitWords } from '../../store/query-parse.ts';
import { framePlace } from './frame-rows.ts';

export interface ErrorFilter {
  readonly test: (report: ErrorReport) => boolean;
  /** Words that can't be understood. */
  readonly faults: readonly string[];
}

type Test = (report: ErrorReport) => boolean;

const IS = {
  handled: (report) => report.handled === true,
  mapped: (report) => report.stack.some((frame) => frame.original !== undefined),
  unmapped: (report) => report.stack.every((frame) => frame.original === undefined),
} satisfies Record<string, Test>;

/** Other words for sources. */
const SOURCE_WORDS: Readonly<Record<string, string>> = {
  onerror: 'window.onerror',
  rejection: 'unhandledrejection',
  console: 'console.error',
};

/** Reads filter text: free words, `source:vue`, `component:`, `page:`, `file:`, `trace:`, `action:`, `is:handled`, each also with `-` before it. */
export function parseErrorFilter(text: string): ErrorFilter {
  const faults: string[] = [];
  const tests: Test[] = [];
  for (const { text: word } of splitWords(text)) {
    const negated = word.length > 1 && word.startsWith('-');
    const test = toTest((negated ? word.slice(1) : word).replaceAll('"', '').toLowerCase());
    if (!test) faults.push(word);
    else tests.push(negated ? (report) => !test(report) : test);
  }
  return { test: (report) => tests.every((test) => test(report)), faults };
}

function toTest(word: string): Test | undefined {
  const [, key, value = ''] = /^(source|component|page|file|trace|action|is):(.*)$/.exec(word) ?? [];
  if (key !== undefined && value === '') return undefined;
  switch (key) {
    case 'source':
      return readSource(value);
    case 'component':
      return (report) =>
        [report.component ?? '', ...(report.componentStack ?? [])].some((name) => name.toLowerCase().includes(value));
    case 'page':
      return ({ pageId, pageUrl }) =>
        pageId === value || (pageUrl !== undefined && splitUrl(pageUrl).path.toLowerCase().includes(value));
    case 'file':
      return (report) => report.stack.some((frame) => framePlace(frame)?.whole.toLowerCase().includes(value) ?? false);
    case 'trace':
      return (report) => report.traceId?.startsWith(value) ?? false;
    case 'action':
      return (report) => (report.action ?? '').toLowerCase().includes(value);
    case 'is':
      return value in IS ? IS[value as keyof typeof IS] : undefined;
    default:
      return (report) => haystack(report).includes(word);
  }
}

function readSource(value: string): Test | undefined {
  const wanted = value.split(',').map((one) => SOURCE_WORDS[one] ?? one);
  if (!wanted.every((one) => ERROR_SOURCES.some((source) => source === one))) return undefined;
  return (report) => wanted.includes(report.source);
}

const haystacks = new WeakMap<ErrorReport, string>();

function haystack(report: ErrorReport): string {
  const held = haystacks.get(report);
  if (held !== undefined) return held;
  const { name, message, component, source, info, pageUrl, action, process, stack } = report;
  const places = stack.map((frame) => framePlace(frame)?.whole);
  const text = [`${name}: ${message}`, component, source, info, pageUrl, action, process, ...places]
    .filter((part) => part !== undefined)
    .join(' ')
    .toLowerCase();
  haystacks.set(report, text);
  return text;
}
