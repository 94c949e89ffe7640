import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import english from '../../i18n/en/sockets.json' with { type: 'json' };
import { groupText, messageColumns } from './message-columns.tsx';

beforeAll(() =>
  i18next.init({ lng: 'en', keySeparator: false, resources: { en: { sockets: english } }, defaultNS: 'sockets' }),
);

describe('message columns', () => {
  it('shows wire sizes for frames and ids for events', () => {
    const ids = (kind: 'websocket' | 'eventsource') => messageColumns(kind, i18next.t).map((column) => column.id);
    expect(ids('websocket')).toEqual(['time', 'direction', 'label', 'data', 'size', 'wire']);
    expect(ids('eventsource')).toEqual(['time', 'direction', 'label', 'data', 'lastId', 'size']);
  });

  it('says how heartbeats were answered', () => {
    const group = { first: 0, last: 5, count: 3, unanswered: 0, fastestMs: 3, slowestMs: 9 };
    expect(groupText(group, i18next.t)).toBe('3 heartbeats folded, answered within 3 ms to 9 ms');
    expect(groupText({ ...group, slowestMs: 3, count: 1 }, i18next.t)).toBe('1 heartbeat folded, answered in 3 ms');
    expect(groupText({ ...group, unanswered: 1 }, i18next.t)).toContain('1 without an answer');
    expect(groupText({ first: 0, last: 1, count: 2, unanswered: 2 }, i18next.t)).toContain('none answered');
  });
});
