import { expect, it } from 'vitest';
import { DEFAULT_TELEMETRY } from '../../main/model/config.ts';
import { telemetryEnv } from './telemetry-env.ts';

const state = { metrics: [], pprof: [], logFiles: [], otlpUrl: 'http://127.0.0.1:4318' };
const SET = {
  THROUGHLINE_OTLP: state.otlpUrl,
  OTEL_EXPORTER_OTLP_ENDPOINT: state.otlpUrl,
  OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf',
};

it('points SDKs at the receiver, in a protocol that it understands', () => {
  expect(telemetryEnv(state, DEFAULT_TELEMETRY, {})).toEqual(SET);
  expect(telemetryEnv(state, DEFAULT_TELEMETRY, { OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' })).toEqual(SET);
  expect(telemetryEnv(state, DEFAULT_TELEMETRY, { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' })).toEqual({
    ...SET,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
  });
});

it.each(['OTEL_EXPORTER_OTLP_ENDPOINT', 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT'])(
  'leaves an address in %s alone',
  (name) => {
    expect(telemetryEnv(state, DEFAULT_TELEMETRY, { [name]: 'http://collector:4318' })).toEqual({
      THROUGHLINE_OTLP: state.otlpUrl,
    });
  },
);

it('can be turned off, and says nothing where no receiver is', () => {
  expect(telemetryEnv(state, { ...DEFAULT_TELEMETRY, otlpEnvironment: false }, {})).toEqual({
    THROUGHLINE_OTLP: state.otlpUrl,
  });
  const { otlpUrl: _, ...none } = state;
  expect(telemetryEnv(none, DEFAULT_TELEMETRY, {})).toEqual({});
});
