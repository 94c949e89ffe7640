// Capture: what is lost with an event that is left out: a line, a record, or the event itself.
import type { FileOutput, ProcessOutput, TapEvent, TelemetryReceived } from '../model/tap-event.ts';

/** Log text that may wait for the recorder. */
export type LogText = ProcessOutput | FileOutput;

/** Lines, records or events that are lost with it. */
export function lossOf(event: TapEvent): number {
  if (event.type === 'output' || event.type === 'file-output') return (event.lost ?? 0) + lineFeeds(event.text);
  return event.type === 'telemetry' ? Math.max(1, telemetryRecords(event)) : 1;
}

export function lineFeeds(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}

export function telemetryRecords({ batch }: TelemetryReceived): number {
  const { spans = [], logs = [], metrics = [], profile } = batch;
  return spans.length + logs.length + metrics.length + (profile ? 1 : 0);
}
