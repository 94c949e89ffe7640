// Proxy: whether a page's Content Security Policy lets the agent's script run and report (CSP level 3). No policy is ever weakened.
import { allowsAddress, hasKeyword, noncesOf, toAskedUrl } from './source-list.ts';
import { AGENT_PATH } from './page-agent.ts';

/** One policy: the sources of each directive, by its name in lower case. */
export type Policy = ReadonlyMap<string, readonly string[]>;

/** Where the page is. */
export interface PageOrigin {
  readonly scheme: string;
  /** Host and port. */
  readonly authority: string;
}

/** What a page's policies say to the agent. */
export type Judgement =
  | { readonly allowed: true; readonly nonce?: string }
  /** The rest of a sentence that begins with "The page's Content Security Policy". */
  | { readonly allowed: false; readonly reason: string };

/** Where the agent sends what it saw. */
const REPORT_PATH = '/__throughline/report';

/** The policies of a field's values or of a `<meta>`; commas part whole policies. */
export function parsePolicies(values: readonly string[]): Policy[] {
  return values.flatMap((value) => value.split(',')).map(parsePolicy);
}

function parsePolicy(text: string): Policy {
  const directives = new Map<string, readonly string[]>();
  for (const directive of text.split(';')) {
    const [name = '', ...sources] = directive.trim().split(/[\t\n\f\r ]+/);
    const key = name.toLowerCase();
    // The first of a name counts (section 2.2.1).
    if (key !== '' && !directives.has(key)) directives.set(key, sources);
  }
  return directives;
}

/** Judges by the policies of the answer's head; those of `reportOnly` only help to choose between nonces. */
export function judgeAgent(enforced: readonly Policy[], reportOnly: readonly Policy[], page: PageOrigin): Judgement {
  const sandbox = enforced.find((policy) => policy.has('sandbox') && !allowsScripts(policy));
  if (sandbox) return { allowed: false, reason: 'puts it in a sandbox without scripts' };
  const nonces: (string | undefined)[] = [...enforced, ...reportOnly].flatMap((policy) =>
    noncesOf(scriptSources(policy) ?? []),
  );
  const fitting = [...nonces, undefined].filter((nonce) => enforced.every((policy) => runs(policy, nonce, page)));
  const [first] = fitting;
  if (fitting.length === 0) return { allowed: false, reason: whyNot(enforced, page) };
  if (!canReport(enforced, page))
    return {
      allowed: false,
      reason: "lets no request through to the page's own origin (connect-src), so the agent could not report",
    };
  const nonce = fitting.find((each) => reportOnly.every((policy) => runs(policy, each, page))) ?? first;
  return nonce === undefined ? { allowed: true } : { allowed: true, nonce };
}

/** Whether requests to the page's own origin may leave it: without them the agent's reports would not. */
export function canReport(policies: readonly Policy[], { scheme, authority }: PageOrigin): boolean {
  const url = toAskedUrl(scheme, authority, REPORT_PATH);
  return policies.every((policy) => {
    const sources = policy.get('connect-src') ?? policy.get('default-src');
    return sources === undefined || allowsAddress(sources, url);
  });
}

function allowsScripts(policy: Policy): boolean {
  return hasKeyword(policy.get('sandbox') ?? [], 'allow-scripts');
}

/** What holds for `<script src>` (section 6.8.3); undefined where nothing does. */
function scriptSources(policy: Policy): readonly string[] | undefined {
  return policy.get('script-src-elem') ?? policy.get('script-src') ?? policy.get('default-src');
}

/** Section 6.7.1.1, for a script that the parser inserts. */
function runs(policy: Policy, nonce: string | undefined, { scheme, authority }: PageOrigin): boolean {
  const sources = scriptSources(policy);
  if (sources === undefined) return true;
  if (nonce !== undefined && noncesOf(sources).includes(nonce)) return true;
  if (hasKeyword(sources, "'strict-dynamic'")) return false;
  return allowsAddress(sources, toAskedUrl(scheme, authority, AGENT_PATH));
}

function whyNot(enforced: readonly Policy[], page: PageOrigin): string {
  const strict = enforced.find((policy) => !runs(policy, undefined, page));
  const sources = (strict && scriptSources(strict)) ?? [];
  const list = sources.join(' ') || "'none'";
  return `lets no script of the page's own origin run (its list for scripts is ${list.length > LIST_SHOWN ? `${list.slice(0, LIST_SHOWN)}…` : list})`;
}

/** Characters of a source list that a sentence shows. */
const LIST_SHOWN = 200;
