import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { AGENT_LIMIT_BYTES, buildAgent } from './agent-bundle.mjs';

it('builds a script that stays under its size and declares nothing, and a module for later', async () => {
  const [agent, measures] = await buildAgent();
  expect(gzipSync(agent!.code, { level: 9 }).length).toBeLessThan(AGENT_LIMIT_BYTES);
  expect(agent!.code).toMatch(/^\(function\(\)\{.*\}\)\(\);\n\/\/# sourceMappingURL=\S+$/s);
  expect(agent!.code).not.toContain('import.meta');
  expect(measures!.code).toMatch(/export\{\w+ as watchMeasures\};$/);
});
