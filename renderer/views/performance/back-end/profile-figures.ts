// View, pure: a profile's figures with their unit.
import type { ProfileFrame, ProfileRecord } from '../../../../main/model/profile.ts';
import type { MetricUnit } from '../../../store/metric-units.ts';

/** A figure of a profile and its unit, as `formatMetric` takes them. */
export function profileUnit({ unit }: Pick<ProfileRecord, 'unit'>, value: number): [value: number, unit: MetricUnit] {
  if (unit === 'nanoseconds') return [value / 1e6, 'milliseconds'];
  if (unit === 'microseconds') return [value / 1e3, 'milliseconds'];
  return [value, unit === 'bytes' ? 'bytes' : 'count'];
}

/** Where a frame is, short: `pool.go:41`; the function's package where no file is told. */
export function frameName({ file, line }: ProfileFrame): string {
  if (file === undefined) return '';
  const name = file.slice(Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1);
  return line === undefined ? name : `${name}:${line}`;
}

/** A function without its package's path: `github.com/gin-gonic/gin.(*Context).Next` → `gin.(*Context).Next`. */
export function shortFunction(name: string): string {
  return name.slice(name.lastIndexOf('/') + 1);
}

/** Packages of Go itself and of what waits for it, which say little of why a goroutine stands where it does. */
const RUNTIME = /^(?:runtime|internal|sync|syscall|net|bufio|io|time|os|context|golang\.org\/x)(?:[./]|$)/;

/** The frame that tells most: the innermost that is no part of Go; else the outermost, which says what Go was asked for. */
export function tellingFrame(frames: readonly ProfileFrame[]): ProfileFrame | undefined {
  return frames.find(({ functionName }) => !RUNTIME.test(functionName)) ?? frames.at(-1);
}
