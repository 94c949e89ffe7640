import i18next from 'i18next';
import { renderToStaticMarkup } from 'react-dom/server';
import { initReactI18next } from 'react-i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import english from '../../i18n/en/sockets.json' with { type: 'json' };
import { sampleExchange } from '../detail/exchange-sample.ts';
import { MessageFacts } from './message-facts.tsx';
import { heartbeat, sampleFrame } from './message-sample.ts';
import { MessageStats } from './message-stats.ts';

beforeAll(() =>
  i18next
    .use(initReactI18next)
    .init({ lng: 'en', keySeparator: false, resources: { en: { sockets: english } }, defaultNS: 'sockets' }),
);

const textOf = (html: string) => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');

describe('figures of a connection', () => {
  it('tells heartbeat, saving and who closed it', () => {
    const rows = [sampleFrame(0, { sizeBytes: 1000, wireBytes: 350 }), ...heartbeat(10, 5), ...heartbeat(20, 5)];
    const figures = new MessageStats().update(rows);
    const exchange = sampleExchange({ kind: 'websocket', close: { code: 1001, by: 'upstream' } });
    const text = textOf(renderToStaticMarkup(<MessageFacts exchange={exchange} figures={figures} />));
    expect(text).toContain('65 %');
    expect(text).toContain('every 1.00 s, answered in 5 ms');
    expect(text).toContain('1001 by the back end');
  });

  it('says that there is none rather than 0', () => {
    const figures = new MessageStats().update([]);
    const exchange = sampleExchange({ kind: 'websocket', state: 'open' });
    const text = textOf(renderToStaticMarkup(<MessageFacts exchange={exchange} figures={figures} />));
    expect(text).toContain('none seen');
    expect(text).toContain('none yet');
  });
});
