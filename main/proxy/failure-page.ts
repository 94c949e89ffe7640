// Proxy: the answer a browser gets where the upstream gave none.
import { createHash } from 'node:crypto';
import type { UpstreamFault } from './upstream-fault.ts';

/** What a failure page tells. */
export interface FailureFacts {
  readonly fault: UpstreamFault;
  /** The matching route's name; undefined where none matched. */
  readonly route: string | undefined;
  /** Where the request was to go; undefined where none matched. */
  readonly target: string | undefined;
  readonly method: string;
  readonly path: string;
}

/** An answer of the proxy's own, in full. */
export interface OwnAnswer {
  readonly status: number;
  readonly statusText: string;
  readonly rawHeaders: readonly string[];
  readonly body: Buffer;
}

const REASONS: Readonly<Record<number, string>> = {
  200: 'OK',
  202: 'Accepted',
  204: 'No Content',
  400: 'Bad Request',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  508: 'Loop Detected',
};

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:44rem;margin:10vh auto;padding:0 1.5rem}
h1{font-size:1.4rem}dl{display:grid;grid-template-columns:max-content 1fr;gap:.25rem 1rem}dt{opacity:.7}dd{margin:0;overflow-wrap:anywhere}code{font:14px ui-monospace,monospace}`;

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64');
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; form-action 'none'`;

/** The page for a person, or the same facts as JSON for a program. */
export function toFailureAnswer(facts: FailureFacts, html: boolean): OwnAnswer {
  return html
    ? toOwnAnswer(facts.fault.status, 'text/html; charset=utf-8', toPage(facts), ['Content-Security-Policy', POLICY])
    : toJsonAnswer(facts.fault.status, { error: toFacts(facts) });
}

/** A JSON answer. */
export function toJsonAnswer(status: number, value: unknown, extra: readonly string[] = []): OwnAnswer {
  return toOwnAnswer(status, 'application/json; charset=utf-8', `${JSON.stringify(value)}\n`, extra);
}

/** An answer without content (204). */
export function toEmptyAnswer(extra: readonly string[]): OwnAnswer {
  return { status: 204, statusText: REASONS[204] ?? '', rawHeaders: extra, body: Buffer.alloc(0) };
}

function toOwnAnswer(status: number, contentType: string, text: string, extra: readonly string[]): OwnAnswer {
  const body = Buffer.from(text, 'utf8');
  return {
    status,
    statusText: REASONS[status] ?? '',
    rawHeaders: [
      ...['Content-Type', contentType, 'Content-Length', String(body.byteLength)],
      ...['Cache-Control', 'no-store', 'X-Content-Type-Options', 'nosniff'],
      ...extra,
    ],
    body,
  };
}

function toFacts({ fault, route, target, method, path }: FailureFacts): Record<string, string> {
  return {
    code: fault.code,
    message: fault.message,
    reason: fault.reason,
    nextStep: fault.nextStep,
    phase: fault.phase,
    ...(route === undefined ? {} : { route }),
    ...(target === undefined ? {} : { target }),
    request: `${method} ${path}`,
  };
}

function toPage(facts: FailureFacts): string {
  const { fault, route, target, method, path } = facts;
  const rows: readonly (readonly [string, string])[] = [
    ['Route', route ?? 'none matches'],
    ['Target', target ?? 'none'],
    ['Request', `${method} ${path}`],
    ['Phase', fault.phase],
    ['Code', fault.code],
  ];
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title>${fault.status} ${escapeHtml(fault.reason)}</title><style>${STYLE}</style></head>
<body>
<h1>${escapeHtml(fault.reason)}</h1>
<p>${escapeHtml(fault.nextStep)}</p>
<dl>
${rows.map(([term, text]) => `<dt>${term}</dt><dd><code>${escapeHtml(text)}</code></dd>`).join('\n')}
</dl>
<p>This page comes from Throughline, the proxy between your browser and the server.</p>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
