// End to end: one click in the shop through every hop: the action, its request, the back end's line and its spans, in one trace.
import type { Exchange } from '../main/model/exchange.ts';
import type { LogRecord } from '../main/model/log.ts';
import type { ActionRecord } from '../main/model/page.ts';
import type { SpanRecord } from '../main/model/span.ts';
import { inspect } from './support/inspect.ts';
import { expect, test } from './support/stage.ts';

const BACKENDS = [
  { backend: 'go', service: 'shop-go', product: 'Go with Gin' },
  { backend: 'node', service: 'shop-node', product: 'Node.js' },
] as const;

for (const { backend, service, product } of BACKENDS) {
  test.describe(`the ${backend} back end`, () => {
    test.use({ backend });

    test('a click is one trace, from the page to the line and the spans', async ({ folder, shop, throughline }) => {
      expect(throughline.stderr()).toContain(`${product} behind`);
      const session = folder.at('session.tline');
      await shop.addToCart('Blue mug');
      await shop.placeOrder();
      const spans = async (): Promise<SpanRecord[]> => inspect(session, 'spans');
      await expect.poll(async () => (await spans()).map(({ name }) => name)).toContain('POST /api/orders');
      await shop.page.close();
      await throughline.stop();

      const actions = await inspect<ActionRecord[]>(session, 'actions');
      const click = actions.find(({ label }) => label.startsWith('button "Place order'));
      const exchanges = await inspect<Exchange[]>(session, 'exchanges');
      const request = exchanges.find(({ method, url }) => method === 'POST' && url.endsWith('/api/orders'));
      expect(request?.trace).toMatchObject({ traceId: click?.traceId, parentSpanId: expect.any(String) });
      const logs = await inspect<LogRecord[]>(session, 'logs');
      const line = logs.find(({ source, message }) => source === 'process:api' && message === 'order placed');
      expect(line).toMatchObject({ level: 'info', traceId: click?.traceId, exchangeId: request?.id });
      const own = (await spans()).filter(({ traceId }) => traceId === click?.traceId);
      const server = own.find(({ name }) => name === 'POST /api/orders');
      expect(server).toMatchObject({ service, kind: 'server', exchangeId: request?.id });
      expect(server?.parentSpanId).toBe(request?.trace?.spanId);
      expect(own.find(({ name }) => name === 'write order')).toMatchObject({ parentSpanId: server?.spanId });
      const [trace] = await inspect<{ traceId: string }[]>(session, 'traces', { id: click?.traceId ?? '' });
      expect(trace).toMatchObject({ traceId: click?.traceId });
    });
  });
}
