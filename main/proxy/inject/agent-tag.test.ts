import { expect, it } from 'vitest';
import { toAgentTag } from './agent-tag.ts';
import { toPageAgent } from './page-agent.ts';

const agent = toPageAgent({ agent: Buffer.from('x') });
const facts = {
  page: 12,
  trace: true,
  origins: 'http://localhost:5173 https://api.test',
  integrity: false,
  xml: false,
};

it('says what the agent needs', () => {
  expect(toAgentTag(agent, facts)).toBe(
    `<script src="/__throughline/agent.js?v=${agent.version}" data-page="12" data-trace="1" data-origins="http://localhost:5173 https://api.test"></script>`,
  );
  expect(toAgentTag(agent, { ...facts, page: undefined, trace: false, origins: '' })).toContain(
    ' data-page="" data-trace="0" data-origins=""',
  );
});

it('carries what a page asks of its scripts', () => {
  const tag = toAgentTag(agent, { ...facts, nonce: 'a"&<', integrity: true, xml: true });
  expect(tag).toContain(' nonce="a&quot;&amp;&lt;" ');
  expect(tag).toContain(` integrity="${agent.integrity}" crossorigin="anonymous">`);
  expect(tag).toContain('<script xmlns="http://www.w3.org/1999/xhtml" src=');
});
