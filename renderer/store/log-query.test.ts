import { describe, expect, it } from 'vitest';
import { completeLogQuery, parseLogQuery, sourceWord } from './log-query.ts';

const SOURCES = ['process:api', 'process:web', 'otlp:api-gateway', 'file:/var/log/jobs.log', 'browser'];
const filterOf = (text: string) => parseLogQuery(text, SOURCES).filter;
const faultOf = (text: string) => parseLogQuery(text, SOURCES).fault?.fault?.reason;

describe('parseLogQuery', () => {
  it('demands nothing of no text', () => expect(parseLogQuery('  ')).toEqual({ tokens: [], filter: {} }));

  it.each([
    ['level:error', ['error']],
    ['level:>=warn', ['warn', 'error', 'fatal']],
    ['level:<info', ['trace', 'debug']],
    ['level:info,>error', ['info', 'fatal']],
    ['level:warning', ['warn']],
    ['-level:debug,trace', ['info', 'warn', 'error', 'fatal']],
    ['level:>=info -level:warn', ['info', 'error', 'fatal']],
  ])('%s', (text, levels) => expect(filterOf(text).levels).toEqual(levels));

  it.each([
    ['source:api', ['process:api']],
    ['source:gateway', ['otlp:api-gateway']],
    ['source:jobs.log,browser', ['file:/var/log/jobs.log', 'browser']],
    ['source:process:web', ['process:web']],
    ['source:nothing', ['nothing']],
    ['-source:browser,api', ['process:web', 'otlp:api-gateway', 'file:/var/log/jobs.log']],
  ])('%s', (text, sources) => expect(filterOf(text).sources).toEqual(sources));

  it('takes text, quoted text, and text that must not be there', () => {
    expect(filterOf('panic "out of stock" -health')).toEqual({ texts: ['panic', 'out of stock'], without: ['health'] });
    expect(filterOf('http://h/a 12:30:05 TypeError:').texts).toEqual(['http://h/a', '12:30:05', 'TypeError:']);
  });

  it('takes ids and fields by path', () => {
    expect(filterOf('trace:7C1E90AB request:r-1 exchange:14 page:p2')).toEqual({
      traceId: '7c1e90ab',
      requestId: 'r-1',
      exchangeId: '14',
      pageId: 'p2',
    });
    const fields = [{ path: 'user.id', text: '42' }];
    for (const text of ['user.id:42', 'field.user.id:42', 'field:user.id=42'])
      expect(filterOf(text).fields).toEqual(fields);
    expect(filterOf('field:err').fields).toEqual([{ path: 'err', text: '' }]);
  });

  it('says what is wrong with a word, and where', () => {
    expect(faultOf('level:loud')).toBe('unknown-value');
    expect(faultOf('level:')).toBe('needs-value');
    expect(faultOf('-trace:7c')).toBe('no-negation');
    expect(faultOf('-user.id:7')).toBe('no-negation');
    const { fault } = parseLogQuery('ok level:loud');
    expect([fault?.from, fault?.to]).toEqual([3, 13]);
  });
});

describe('completeLogQuery', () => {
  const labels = (text: string) => completeLogQuery(text, text.length, SOURCES).map(({ label }) => label);

  it('offers keys, then values of the session', () => {
    expect(labels('')).toContain('level:');
    expect(labels('so')).toEqual(['source:']);
    expect(labels('level:>')).toEqual(['>=info', '>=warn', '>=error']);
    expect(labels('source:j')).toEqual(['jobs.log']);
  });
});

it('names a source in full only where its name is not its own', () => {
  expect(sourceWord('process:api', SOURCES)).toBe('api');
  expect(sourceWord('process:api', [...SOURCES, 'otlp:api'])).toBe('process:api');
});
