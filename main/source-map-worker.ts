// The maps' thread: a reader of its own on the session, the mapper over it, and the keeper of maps. Opened when the first script or question comes.
import { parentPort, workerData, type MessagePort } from 'node:worker_threads';
import { systemClock } from './base/clock.ts';
import { faultCode, faultMessage } from './base/fault.ts';
import type { SourceMapAnswer, SourceMapCall, SourceMapRequest, SourceMapStart } from './source-map-message.ts';
import { KeptMaps } from './sourcemaps/kept-maps.ts';
import { answerLookup } from './sourcemaps/lookup-answer.ts';
import { createLoopbackFetch, refuseFetch } from './sourcemaps/loopback-fetch.ts';
import { MapKeeper } from './sourcemaps/map-keeper.ts';
import { findProjectRoots } from './sourcemaps/project-roots.ts';
import { ServedIndex } from './sourcemaps/served-index.ts';
import { createSourceMapper, type SourceMapper } from './sourcemaps/source-mapper.ts';
import { createLocalReader } from './store/local-reader.ts';

if (parentPort) serve(parentPort, workerData as SourceMapStart);

function serve(port: MessagePort, { sessionPath, folder, config, ownOrigin }: SourceMapStart): void {
  const reader = createLocalReader(sessionPath);
  const roots = findProjectRoots(folder, config.roots);
  const kept = new KeptMaps(reader);
  const stop = new AbortController();
  const fetch = ownOrigin === undefined ? refuseFetch : createLoopbackFetch(ownOrigin, stop.signal);
  const keeper = new MapKeeper({
    ...{ served: new ServedIndex(reader), kept, fetch, clock: systemClock },
    ...(ownOrigin === undefined ? {} : { ownOrigin }),
    keep: (record, bytes) =>
      port.postMessage({ type: 'kept', record, bytes } satisfies SourceMapAnswer, [bytes.buffer as ArrayBuffer]),
  });
  const settled = (exchangeId: string) => keeper.settled(exchangeId);
  const mapper = createSourceMapper({ reader, messages: reader, roots, paths: config.paths, fetch, kept, settled });
  let turn: Promise<void> = Promise.resolve();
  port.on('message', (request: SourceMapRequest) => {
    if ('type' in request && request.type === 'keep') {
      keeper.add(request.exchangeIds);
      return;
    }
    if ('type' in request) stop.abort();
    // One after the other: the next may need the map that this one decodes.
    turn = turn.then(async () => {
      if ('id' in request) port.postMessage(await answer(mapper, request));
      else await reader.close().finally(() => port.close());
    });
  });
}

async function answer(mapper: SourceMapper, call: SourceMapCall): Promise<SourceMapAnswer> {
  try {
    return { id: call.id, value: await run(mapper, call) };
  } catch (fault) {
    return { id: call.id, code: faultCode(fault), message: faultMessage(fault) };
  }
}

function run(mapper: SourceMapper, call: SourceMapCall) {
  switch (call.name) {
    case 'lookup':
      return mapper.lookup(...call.args);
    case 'answerLookup':
      return answerLookup(mapper, ...call.args);
    case 'mapStack':
      return mapper.mapStack(...call.args);
    case 'mapFrames':
      return mapper.mapFrames(...call.args);
    case 'check':
      return mapper.check(...call.args);
    case 'openable':
      return mapper.openable(...call.args);
  }
}
