// Shell: the settings of what comes in beside the traffic and of what goes out: processes, files, endpoints.
import * as v from 'valibot';
import { parseUrl } from '../../main/base/url.ts';
import { parseAddress } from '../cli/target.ts';
import { LONGEST_MS, address, pattern, settings, text, wholeNumber, yesOrNo } from './setting-kinds.ts';

/** The most of each that a file may name. */
const MOST = 64;

/** A name in logs: `process:<name>`. */
const name = v.pipe(
  text,
  v.maxLength(64, 'a name of 64 characters or less'),
  v.regex(/^[^\s\p{C}](?:[^\n\r\t\p{C}]*[^\s\p{C}])?$/u, 'a name without blanks around it'),
);
const port = wholeNumber(1, 65_535, 'a port from 1 to 65535');
const limit = wholeNumber(1, LONGEST_MS, 'a whole number of milliseconds from 1');
const httpAddress = address((typed) => parseAddress(typed, ['http', 'https'], 'The address'));
const url = v.pipe(text, v.check(isHttpUrl, 'an http or https URL'));
const texts = v.record(v.string(), v.string('a text'), 'an object of texts');

const processConfig = settings({
  name,
  command: v.union(
    [text, v.pipe(v.array(v.string('a text')), v.minLength(1, 'a list that is not empty'))],
    'a text for the shell, or a list of the program and its arguments',
  ),
  cwd: v.exactOptional(text),
  env: v.exactOptional(texts),
  terminal: v.exactOptional(yesOrNo),
  ready: v.exactOptional(
    v.pipe(
      settings({ port: v.exactOptional(port), url: v.exactOptional(url), timeoutMs: v.exactOptional(limit) }),
      v.check((ready) => (ready.port === undefined) !== (ready.url === undefined), 'either a port or a url'),
    ),
  ),
  restart: v.exactOptional(v.picklist(['never', 'on-failure', 'always'], '"never", "on-failure" or "always"')),
});

const logFile = v.union(
  [
    v.pipe(
      text,
      v.transform((path) => ({ path })),
    ),
    settings({ path: text }),
  ],
  'a path',
);

const metricsTarget = urlOr(
  settings({
    url,
    name: v.exactOptional(name),
    intervalMs: v.exactOptional(wholeNumber(100, LONGEST_MS, 'a whole number of milliseconds from 100')),
  }),
);
const pprofTarget = urlOr(settings({ url, name: v.exactOptional(name) }));

/** The entries of the file's schema; `TelemetryConfig` says what each is for. */
export const telemetryEntries = {
  processes: v.exactOptional(
    v.pipe(
      listOf(processConfig, 'processes'),
      v.check(
        (processes) => new Set(processes.map((each) => each.name)).size === processes.length,
        'a list in which every name is there once',
      ),
    ),
  ),
  logFiles: v.exactOptional(listOf(logFile, 'files')),
  logParsers: v.exactOptional(
    listOf(
      settings({
        pattern: v.pipe(
          pattern,
          v.check(
            (source) => source.includes('(?<'),
            'a regular expression with a named group, such as (?<message>.*)',
          ),
        ),
        sources: v.exactOptional(v.array(text, 'a list of sources')),
      }),
      'parsers',
    ),
  ),
  metrics: v.exactOptional(listOf(metricsTarget, 'endpoints')),
  pprof: v.exactOptional(listOf(pprofTarget, 'addresses')),
  otlpPort: v.exactOptional(
    v.union([wholeNumber(0, 65_535, 'a port'), v.literal('off')], 'a port from 0 to 65535, or "off"'),
  ),
  otlpEnvironment: v.exactOptional(v.boolean('true or false')),
  exportTo: v.exactOptional(
    settings({
      endpoint: httpAddress,
      headers: v.exactOptional(texts),
      signals: v.exactOptional(
        v.array(v.picklist(['traces', 'logs'], '"traces" or "logs"'), 'a list of "traces" and "logs"'),
      ),
      queue: v.exactOptional(wholeNumber(1, 1_000_000, 'a whole number from 1 to 1000000')),
    }),
  ),
  traceViewer: v.exactOptional(v.pipe(text, v.check(isViewerTemplate, 'an http or https URL with {traceId} in it'))),
};

/** A URL alone stands for an object with it. */
function urlOr<const S extends v.GenericSchema>(target: S) {
  const alone = v.pipe(
    url,
    v.transform((typed) => ({ url: typed })),
  );
  return v.union([alone, target], 'an http or https URL, or an object with one');
}

function listOf<const S extends v.GenericSchema>(item: S, what: string) {
  return v.pipe(v.array(item, `a list of ${what}`), v.maxLength(MOST, `a list of ${MOST} at most`));
}

function isHttpUrl(typed: string): boolean {
  return /^https?:$/.test(parseUrl(typed)?.protocol ?? '');
}

/** Only http and https: the link opens in the person's browser. */
function isViewerTemplate(template: string): boolean {
  return template.includes('{traceId}') && isHttpUrl(template.replace(/[{}]/g, ''));
}
