// The maps' thread: a reader of its own on the session, and the mapper over it. Opened when the first question comes.
import { parentPort, workerData } from 'node:worker_threads';
import { faultCode, faultMessage } from './base/fault.ts';
import type { SourceMapAnswer, SourceMapCall, SourceMapRequest, SourceMapStart } from './source-map-message.ts';
import { answerLookup } from './sourcemaps/lookup-answer.ts';
import { createLoopbackFetch } from './sourcemaps/loopback-fetch.ts';
import { findProjectRoots } from './sourcemaps/project-roots.ts';
import { createSourceMapper, type SourceMapper } from './sourcemaps/source-mapper.ts';
import { createLocalReader } from './store/local-reader.ts';

const port = parentPort;
if (port) {
  const { sessionPath, folder, config, ownOrigin } = workerData as SourceMapStart;
  const reader = createLocalReader(sessionPath);
  const roots = findProjectRoots(folder, config.roots);
  const mapper = createSourceMapper({ reader, roots, paths: config.paths, fetch: createLoopbackFetch(ownOrigin) });
  let turn: Promise<void> = Promise.resolve();
  port.on('message', (request: SourceMapRequest) => {
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
  }
}
