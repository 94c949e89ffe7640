import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import { systemClock } from '../../base/clock.ts';
import { DEFAULT_TIMEOUTS } from '../../model/config.ts';
import { DEFAULT_TRACE_POLICY } from '../../model/trace.ts';
import { compileRoutes, type Route } from '../routes.ts';
import { Upstreams } from '../upstream.ts';
import { NeighbourMaps } from './neighbour-maps.ts';

const upstreams = new Upstreams(systemClock, () => false);
const closers: (() => void)[] = [() => upstreams.close()];
afterEach(() => closers.splice(0).forEach((close) => close()));

it('asks once whether a map lies beside a script, at the upstream that the script came from', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${request.url} ${request.headers.host}`);
    response.end('{"version":3}');
  }).listen(0, '127.0.0.1');
  closers.push(() => {
    server.closeAllConnections();
    server.close();
  });
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const table = compileRoutes(
    {
      target: `http://${host}/base`,
      routes: [],
      hostPolicy: 'auto',
      timeouts: DEFAULT_TIMEOUTS,
      trace: DEFAULT_TRACE_POLICY,
    },
    upstreams,
  );
  const route = table.match('h', '/') as Route;
  const maps = new NeighbourMaps();
  expect(maps.has(route, '/a.js?1')).toBe(false);
  await maps.probe(route, '/a.js?1');
  await maps.probe(route, '/a.js?2');
  expect([maps.has(route, '/a.js'), maps.has(route, '/b.js')]).toEqual([true, false]);
  expect(asked).toEqual([`GET /base/a.js.map ${host}`]);
  maps.forget(route, '/a.js');
  expect(maps.has(route, '/a.js')).toBe(false);
  server.closeAllConnections();
  server.close();
  await maps.probe(route, '/c.js');
  expect(maps.has(route, '/c.js')).toBe(false);
});
