import { expect, it } from 'vitest';
import { AGENT_PATH, toAgentAnswer, toPageAgent } from './page-agent.ts';

const agent = toPageAgent({ agent: Buffer.from('let a = 1;'), measures: Buffer.from('export {};') });

function field(path: string, name: string): string | undefined {
  const { rawHeaders = [] } = toAgentAnswer(agent, path) ?? {};
  return rawHeaders[rawHeaders.indexOf(name) + 1];
}

it('is kept for good under its own version only', () => {
  expect(agent.version).toMatch(/^[0-9a-f]{16}$/);
  expect(field(`${AGENT_PATH}?v=${agent.version}`, 'Cache-Control')).toBe('public, max-age=31536000, immutable');
  for (const path of [AGENT_PATH, `${AGENT_PATH}?v=0123456789abcdef`, `${AGENT_PATH}?`]) {
    expect(field(path, 'Cache-Control')).toBe('no-cache');
  }
});

it('is a script and nothing else', () => {
  expect(field(AGENT_PATH, 'Content-Type')).toBe('text/javascript; charset=utf-8');
  expect(field(AGENT_PATH, 'X-Content-Type-Options')).toBe('nosniff');
  expect(toAgentAnswer(agent, AGENT_PATH)?.rawHeaders).not.toContain('Access-Control-Allow-Origin');
  expect(toPageAgent({ agent: Buffer.from('let a = 1;') }).version).not.toBe(agent.version);
});

it('has a second part beside it, of the same version', () => {
  const path = AGENT_PATH.replace('agent.js', 'agent-measures.js');
  expect(toAgentAnswer(agent, `${path}?v=${agent.version}`)?.body.toString()).toBe('export {};');
  expect(field(`${path}?v=${agent.version}`, 'Cache-Control')).toContain('immutable');
  expect(toAgentAnswer(agent, '/__throughline/other.js')).toBeUndefined();
});
