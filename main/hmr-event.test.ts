import { describe, expect, it } from 'vitest';
import { createHmrPost, toHmrSent, type HmrSent } from './hmr-event.ts';
import { EVENT_LIMIT_BYTES, type HotEvent } from './proxy/hot-message.ts';

const TOKEN = 'the-token-of-this-run';
const SENT: HmrSent = { sent: 0, connections: [], message: 'none' };

function setUp(token: string | undefined = TOKEN) {
  const events: HotEvent[] = [];
  const post = createHmrPost(token, async (event) => {
    events.push(event);
    return SENT;
  });
  const ask = async (text: string, rawHeaders: readonly string[] = [], path = '/__throughline/hmr') => {
    const asker = { path, rawHeaders, address: '127.0.0.1' };
    return post.admit?.(asker) ?? (await post.answer(Buffer.from(text), asker));
  };
  return { events, ask };
}

const KNOWN = ['Authorization', `Bearer ${TOKEN}`];
const BODY = '{"data":{"level":"info","message":"hi"}}';

describe('an event that is posted', () => {
  it('is sent for who knows the token, by field or address', async () => {
    const { ask, events } = setUp();
    expect(await ask(BODY, KNOWN)).toEqual({ status: 200, value: SENT });
    expect((await ask('{"event":"other","data":null}', [], `/__throughline/hmr?token=${TOKEN}`)).status).toBe(200);
    expect(events).toEqual([
      { name: 'devlog', data: { level: 'info', message: 'hi' } },
      { name: 'other', data: null },
    ]);
  });

  it.each([
    ['no token', [], undefined],
    ['another', ['authorization', 'Bearer other'], undefined],
    ['another scheme', ['Authorization', `Basic ${TOKEN}`], undefined],
    ['a wrong field beside a right address', ['Authorization', 'Bearer x'], `/__throughline/hmr?token=${TOKEN}`],
  ])('is refused with %s', async (_, fields, path) => {
    const { ask, events } = setUp();
    expect(await ask(BODY, fields, path)).toMatchObject({ status: 401, value: { error: { code: 'token-wrong' } } });
    expect(events).toEqual([]);
  });

  it('is refused by a run without a token, whatever is sent', async () => {
    const post = createHmrPost(undefined, async () => SENT);
    for (const rawHeaders of [[], ['Authorization', 'Bearer undefined'], ['Authorization', 'Bearer ']]) {
      const reply = post.admit?.({ path: '/?token=', rawHeaders, address: '' });
      expect([reply?.status, JSON.stringify(reply?.value)]).toEqual([401, expect.stringMatching('THROUGHLINE_TOKEN')]);
    }
  });

  it.each(['', '{', '[]', '{}', '"x"', '{"event":"ok","data":1}', '{"event":1,"data":1}'])(
    'is refused where it can not be sent: %s',
    async (text) => {
      const { ask, events } = setUp();
      expect(await ask(text, KNOWN)).toMatchObject({ status: 400, value: { error: { code: 'hmr-event-invalid' } } });
      expect(events).toEqual([]);
    },
  );

  it('is bounded', () => expect(createHmrPost(TOKEN, async () => SENT).limitBytes).toBe(EVENT_LIMIT_BYTES));
});

describe('what became of an event', () => {
  const went = { exchangeId: '1', url: 'ws://h/', dialect: 'vite', sent: true } as const;

  it('counts where it went, and says why where it went nowhere', () => {
    const next = { ...went, dialect: 'next', sent: false, reason: 'No.' } as const;
    expect(toHmrSent([went, next])).toEqual({ sent: 1, connections: [went, next] });
    expect(toHmrSent([next])).toMatchObject({ sent: 0, message: 'Nothing was sent: No.' });
    expect(toHmrSent([])).toMatchObject({ sent: 0, message: expect.stringContaining('No page') as string });
  });
});
