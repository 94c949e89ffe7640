import { describe, expect, it } from 'vitest';
import { toTelemetry } from './telemetry-plan.ts';

const NONE = { logFiles: [], metrics: [] };

describe('toTelemetry', () => {
  it('listens for OTLP at the usual port without insisting on it', () => {
    const { telemetry } = toTelemetry(NONE, {});
    expect(telemetry).toEqual({
      ...{ otlpPort: 4318, processes: [], logFiles: [], logParsers: [], metrics: [], pprof: [] },
    });
  });

  it.each([
    [{ otlpPort: 'off' as const }, {}, undefined, undefined],
    [{}, { otlpPort: 'off' as const }, undefined, undefined],
    [{ otlpPort: 0 }, { otlpPort: 'off' as const }, 0, true],
    [{}, { otlpPort: 4318 }, 4318, true],
  ])('takes a port that was asked for, the flag first: %j, %j', (flags, file, port, required) => {
    const { telemetry } = toTelemetry({ ...NONE, ...flags }, file);
    expect(telemetry.otlpPort).toBe(port);
    expect(telemetry.otlpRequired).toBe(required);
  });

  it('adds files and endpoints of flags to those of the file, each once', () => {
    const file = {
      logFiles: [{ path: 'a' }],
      metrics: [{ url: 'http://a/', name: 'api' }],
      traceViewer: 'http://t/{traceId}',
      otlpEnvironment: false,
    };
    const flags = { logFiles: ['b', 'a', 'b'], metrics: ['http://a/', 'http://b/'] };
    const { telemetry } = toTelemetry(flags, file);
    expect(telemetry.logFiles).toEqual([{ path: 'a' }, { path: 'b' }]);
    expect(telemetry.metrics).toEqual([{ url: 'http://a/', name: 'api' }, { url: 'http://b/' }]);
    expect(telemetry.traceViewer).toBe('http://t/{traceId}');
    expect(telemetry.otlpEnvironment).toBe(false);
  });

  it('leaves other values to others', () => {
    expect(toTelemetry(NONE, { pprof: [], port: 5 }).others).toEqual({ port: 5 });
  });
});
