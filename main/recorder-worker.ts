// The recorder's thread: gives the recorder its port.
import { parentPort, workerData } from 'node:worker_threads';
import { faultCode, faultMessage } from './base/fault.ts';
import type { RecorderAnswer, RecorderRequest, RecorderStart } from './recorder-message.ts';
import { createRecorder } from './recorder.ts';

const port = parentPort;
if (port) {
  const post = (answer: RecorderAnswer): void => {
    port.postMessage(answer);
    if (answer.type === 'closed') port.close();
  };
  try {
    const recorder = createRecorder({ ...(workerData as RecorderStart), post });
    port.on('message', (request: RecorderRequest) => recorder.handle(request));
  } catch (cause) {
    port.postMessage({
      type: 'refused',
      code: faultCode(cause),
      message: faultMessage(cause),
    } satisfies RecorderAnswer);
    port.close();
  }
}
