import { EventEmitter } from 'node:events';
import { expect, it } from 'vitest';
import { listenForStop } from './stop-signal.ts';

it('ends in good order at the first signal and at once at the second', async () => {
  const source = new EventEmitter();
  const forced: number[] = [];
  const stop = listenForStop(source, (code) => forced.push(code));
  source.emit('SIGINT');
  expect(await stop.stopped).toBe('SIGINT');
  expect(forced).toEqual([]);
  source.emit('SIGTERM');
  expect(forced).toEqual([143]);
  stop.close();
  expect(source.eventNames()).toEqual([]);
});
