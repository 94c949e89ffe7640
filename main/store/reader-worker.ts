// Store: the reader's thread. Opens one session and answers what it is asked, in turn.
import { parentPort, workerData } from 'node:worker_threads';
import { faultCode, faultMessage } from '../base/fault.ts';
import type { BodyBytes } from '../model/protocol.ts';
import { toSessionReader } from './local-reader.ts';
import type { ReaderAnswer, ReaderRequest, ReaderStart } from './reader-message.ts';
import { createReader } from './reader.ts';
import { copySession } from './session-copy.ts';

const port = parentPort;
if (port) {
  const { path } = workerData as ReaderStart;
  const answer = (message: ReaderAnswer, moved: readonly ArrayBuffer[] = []) => port.postMessage(message, moved);
  try {
    const reader = toSessionReader(createReader(path));
    const call = async (request: ReaderRequest & { type: 'call' }): Promise<unknown> => {
      if (request.name === 'copyTo') return copySession(path, String(request.args[0]));
      const methods = reader as unknown as Record<string, (this: void, ...args: readonly unknown[]) => unknown>;
      return methods[request.name]?.(...request.args);
    };
    port.on('message', (request: ReaderRequest) => {
      if (request.type === 'close') {
        void reader.close().finally(() => port.close());
        return;
      }
      const { id } = request;
      call(request).then(
        (value) => answer({ type: 'result', id, value }, request.name === 'body' ? toMovable(value) : []),
        (cause: unknown) => answer({ type: 'fault', id, code: faultCode(cause), message: faultMessage(cause) }),
      );
    });
    answer({ type: 'opened' });
  } catch (cause) {
    answer({ type: 'fault', code: faultCode(cause), message: faultMessage(cause) });
    port.close();
  }
}

/** Buffers that are handed over instead of copied. */
function toMovable(value: unknown): ArrayBuffer[] {
  if (value === undefined) return [];
  const { raw, decoded } = value as BodyBytes;
  return [...new Set([raw.buffer, decoded.buffer])] as ArrayBuffer[];
}
