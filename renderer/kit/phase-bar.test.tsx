import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import { PhaseBar, toPhaseSlices } from './phase-bar.tsx';

const names = {
  blocked: 'blocked',
  dns: 'DNS',
  connect: 'connect',
  tls: 'TLS',
  send: 'send',
  wait: 'wait',
  receive: 'receive',
};

describe('toPhaseSlices', () => {
  it('lays phases end to end and leaves out those that do not apply', () => {
    expect(toPhaseSlices({ blocked: 4, dns: -1, send: 0, wait: 396, receive: 9 })).toEqual([
      { phase: 'blocked', from: 0, duration: 4 },
      { phase: 'wait', from: 4, duration: 396 },
      { phase: 'receive', from: 400, duration: 9 },
    ]);
  });
});

describe('PhaseBar', () => {
  it('names each phase with its time', () => {
    const html = renderToStaticMarkup(<PhaseBar times={{ dns: 10, wait: 30 }} label="Timing" names={names} />);
    expect(html).toContain('aria-label="Timing"');
    expect(html).toContain('DNS 10 ms');
    expect(html).toContain('width:75%');
    expect(html).not.toContain('TLS');
  });
});
