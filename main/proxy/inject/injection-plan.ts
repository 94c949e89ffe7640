// Proxy: decides by its head whether an answer gets the page agent, and with which tag and fields.
import { rawValue } from '../retrying-client.ts';
import { toAgentTag } from './agent-tag.ts';
import { charsetOf, toEncoding } from './charset.ts';
import { toCoding, type Coding } from './content-decoder.ts';
import { judgeAgent, parsePolicies, type PageOrigin } from './content-security.ts';
import type { PageAgent } from './page-agent.ts';
import type { InserterSetting } from './tag-inserter.ts';

/** What is known of a document's answer before its content. */
export interface DocumentAnswer {
  readonly status: number;
  /** As the upstream sent them. */
  readonly rawHeaders: readonly string[];
  /** Where the browser sees the page. */
  readonly page: PageOrigin;
  /** The document's exchange; undefined where it is not recorded. */
  readonly exchange: number | undefined;
  readonly trace: boolean;
  readonly origins: string;
}

/** How an answer is to be changed. */
export interface InjectionPlan {
  readonly type: 'inject';
  readonly coding: Coding | 'identity';
  readonly inserter: InserterSetting;
  /** The fields of the changed answer. */
  readonly rawHeaders: readonly string[];
}

export type InjectionDecision =
  | InjectionPlan
  | { readonly type: 'refused'; readonly code: string; readonly message: string }
  /** It is no HTML document to be shown, so there is nothing to say of it. */
  | { readonly type: 'none' };

/** What does not hold for the changed content: its length, its digests, what says that it is the same as before, and parts of it. */
const OUTDATED = new Set([
  ...['content-length', 'etag', 'last-modified', 'accept-ranges', 'content-md5'],
  ...['digest', 'repr-digest', 'content-digest'],
]);

/** Decides for the answer to a navigation. */
export function planInjection(answer: DocumentAnswer, agent: PageAgent): InjectionDecision {
  const { rawHeaders, page } = answer;
  const contentType = rawValue(rawHeaders, 'content-type');
  const type = contentType.split(';', 1)[0]?.trim().toLowerCase();
  const xml = type === 'application/xhtml+xml';
  if ((type !== 'text/html' && !xml) || !isShown(answer)) return { type: 'none' };
  const coding = toCoding(allValues(rawHeaders, 'content-encoding').join(','));
  const charset = charsetOf(contentType);
  const refusal = refuse(answer, coding, charset);
  if (refusal) return { type: 'refused', ...refusal };
  const judged = judgeAgent(
    parsePolicies(allValues(rawHeaders, 'content-security-policy')),
    parsePolicies(allValues(rawHeaders, 'content-security-policy-report-only')),
    page,
  );
  if (!judged.allowed) {
    const message = `The page's Content Security Policy ${judged.reason}, so the page agent was left out. To see what happens in the page, let 'self' through while developing.`;
    return { type: 'refused', code: 'agent-refused-by-csp', message };
  }
  const tag = toAgentTag(agent, {
    page: answer.exchange,
    trace: answer.trace,
    origins: answer.origins,
    integrity: asksForIntegrity(rawHeaders),
    xml,
    ...(judged.nonce === undefined ? {} : { nonce: judged.nonce }),
  });
  return {
    type: 'inject',
    coding: coding === 'unknown' ? 'identity' : coding,
    inserter: { tag, charset, xml, page },
    rawHeaders: withoutOutdated(rawHeaders, coding !== 'identity'),
  };
}

/** A browser makes a page of it: no redirect, no part, no download. */
function isShown({ status, rawHeaders }: DocumentAnswer): boolean {
  if (status < 200 || status === 204 || status === 205 || status === 206) return false;
  if (status >= 300 && status < 400) return false;
  const disposition = rawValue(rawHeaders, 'content-disposition').split(';', 1)[0]?.trim().toLowerCase();
  return disposition === '' || disposition === 'inline';
}

function refuse(
  { rawHeaders }: DocumentAnswer,
  coding: Coding | 'identity' | 'unknown',
  charset: string | undefined,
): { readonly code: string; readonly message: string } | undefined {
  const transfer = allValues(rawHeaders, 'transfer-encoding').join(',').trim().toLowerCase();
  if (coding === 'unknown' || (transfer !== '' && transfer !== 'chunked')) {
    const name = coding === 'unknown' ? allValues(rawHeaders, 'content-encoding').join(', ') : transfer;
    return {
      code: 'agent-refused-by-coding',
      message: `The document's coding "${name}" can't be undone on the way, so the page agent was left out; let the server send gzip, br or nothing.`,
    };
  }
  if (/(?:^|,)\s*no-transform\s*(?:,|$)/i.test(allValues(rawHeaders, 'cache-control').join(','))) {
    return {
      code: 'agent-refused-by-no-transform',
      message:
        'The document says Cache-Control: no-transform, so the page agent was left out; drop it while developing.',
    };
  }
  if (toEncoding(charset) === undefined) {
    return {
      code: 'agent-refused-by-charset',
      message: `The document's encoding "${charset ?? ''}" can't be read on the way, so the page agent was left out; serve it as UTF-8.`,
    };
  }
  return undefined;
}

/** `Integrity-Policy: blocked-destinations=(script)` holds back scripts without an integrity value. */
function asksForIntegrity(rawHeaders: readonly string[]): boolean {
  const policies = allValues(rawHeaders, 'integrity-policy');
  return policies.some((policy) => /blocked-destinations\s*=\s*\([^)]*\bscript\b/i.test(policy));
}

/** The fields that still hold for content that was changed, and decoded where it was coded. */
export function withoutOutdated(rawHeaders: readonly string[], decoded: boolean): string[] {
  const kept: string[] = [];
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    const name = rawHeaders[i] ?? '';
    const key = name.toLowerCase();
    if (OUTDATED.has(key) || (decoded && key === 'content-encoding')) continue;
    kept.push(name, rawHeaders[i + 1] ?? '');
  }
  return kept;
}

function allValues(rawHeaders: readonly string[], name: string): string[] {
  return rawHeaders.filter((_, i) => i % 2 === 1 && rawHeaders[i - 1]?.toLowerCase() === name);
}
