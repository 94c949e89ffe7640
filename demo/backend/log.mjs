// Demo, back end: its log, one JSON object a line, with the request's trace.
import { pino } from 'pino';
import { traceFields } from './telemetry.mjs';

/** @typedef {import('pino').Logger} Log */

/** @returns {Log} */
export function createLog() {
  return pino({ level: 'debug', mixin: traceFields }, pino.destination({ dest: 2, sync: true }));
}

/** Says nothing. */
export const SILENT = pino({ level: 'silent' });
