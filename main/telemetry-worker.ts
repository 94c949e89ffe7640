// The telemetry thread: gives what it runs its port.
import { parentPort, workerData } from 'node:worker_threads';
import type { TelemetryRequest, TelemetryStart } from './telemetry-message.ts';
import { createTelemetry } from './telemetry.ts';

const port = parentPort;
if (port) {
  const opening = createTelemetry({
    ...(workerData as TelemetryStart),
    post: (answer, transfer = []) => port.postMessage(answer, transfer),
    onClosed: () => port.close(),
  });
  port.on('message', (request: TelemetryRequest) => {
    void opening.then((telemetry) => telemetry.handle(request));
  });
}
