import { describe, expect, it } from 'vitest';
import { logSourceName, sourcesOfRoute } from './log-source.ts';
import { sampleWorkspace } from './row-sample.ts';

it.each([
  ['process:api', 'api'],
  ['file:/var/log/api.log', 'api.log'],
  ['file:C:\\logs\\api.log', 'api.log'],
  ['otlp:cart', 'cart'],
  ['browser', 'browser'],
])('%s is called %s', (source, name) => expect(logSourceName(source)).toBe(name));

describe('sourcesOfRoute', () => {
  const sources = ['process:api', 'otlp:api', 'process:web'];

  it('are those that are named as the route is', () => {
    expect(sourcesOfRoute('/api', sources, sampleWorkspace())).toEqual(['process:api', 'otlp:api']);
    expect(sourcesOfRoute('/cart', sources, sampleWorkspace())).toBeUndefined();
  });
});
