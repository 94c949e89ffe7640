// Proxy: the tag that brings the agent into a document; plain ASCII, well-formed in HTML and XML alike.
import { AGENT_PATH, type PageAgent } from './page-agent.ts';

/** What one document's tag says. */
export interface TagFacts {
  /** The number of the document's exchange; undefined where it is not recorded. */
  readonly page: number | undefined;
  /** The agent may add trace context. */
  readonly trace: boolean;
  /** Origins of known targets, parted by blanks; empty where nothing is turned back through the proxy. */
  readonly origins: string;
  readonly nonce?: string;
  /** The page takes scripts only with an integrity value. */
  readonly integrity: boolean;
  readonly xml: boolean;
}

export function toAgentTag({ version, integrity }: PageAgent, facts: TagFacts): string {
  const attributes = [
    ...(facts.xml ? [['xmlns', 'http://www.w3.org/1999/xhtml']] : []),
    ['src', `${AGENT_PATH}?v=${version}`],
    ['data-page', facts.page === undefined ? '' : String(facts.page)],
    ['data-trace', facts.trace ? '1' : '0'],
    ['data-origins', facts.origins],
    ...(facts.nonce === undefined ? [] : [['nonce', facts.nonce]]),
    ...(facts.integrity
      ? [
          ['integrity', integrity],
          ['crossorigin', 'anonymous'],
        ]
      : []),
  ];
  return `<script ${attributes.map(([name = '', value = '']) => `${name}="${escapeValue(value)}"`).join(' ')}></script>`;
}

function escapeValue(value: string): string {
  return value.replace(/&/g, '&amp;').replace(/"/g, '&quot;').replace(/</g, '&lt;');
}
