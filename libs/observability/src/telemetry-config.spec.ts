/* eslint-disable no-restricted-syntax -- OpenTelemetry's libraries read the process's environment: so an operator tells it. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ROOT_CONTEXT, SpanKind, TraceFlags, trace } from '@opentelemetry/api';
import { SamplingDecision } from '@opentelemetry/sdk-trace-base';
import { loadConfig } from '@tandem/config';
import { metricReaders } from './metrics-provider.js';
import { telemetryResource } from './resource.js';
import { chosen, samplerOf } from './sampling.js';
import { TelemetryConfig } from './telemetry-config.js';

const TRACE = '0af7651916cd43dd8448eb211c80319c';
const told = (env: Record<string, string>) => loadConfig(TelemetryConfig, env);

/** What the process is told, as an operator does it; put back after each. */
const before = { ...process.env };
const tell = (env: Record<string, string>) => Object.assign(process.env, env);
beforeEach(() => {
  for (const name of Object.keys(process.env)) if (/^OTEL_/.test(name)) delete process.env[name];
  delete process.env['TANDEM_INSTANCE_ID'];
});
afterEach(() => {
  for (const name of Object.keys(process.env)) delete process.env[name];
  Object.assign(process.env, before);
});

describe('OpenTelemetry’s own settings', () => {
  it.each([
    [{}, 0.05],
    [{ OTEL_TRACES_SAMPLER_ARG: '0.5' }, 0.5],
    [{ OTEL_TRACES_SAMPLER: 'parentbased_traceidratio' }, 1],
    [{ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0.25' }, 0.25],
    [{ OTEL_TRACES_SAMPLER: 'always_on', OTEL_TRACES_SAMPLER_ARG: '0' }, 1],
    [{ OTEL_TRACES_SAMPLER: 'parentbased_always_off' }, 0],
    [{ OTEL_TRACES_SAMPLER: 'always_on', OTEL_SDK_DISABLED: 'true' }, 0],
  ])('say which share of traces is recorded: %j → %d', (env, ratio) => {
    expect(told(env).ratio).toBe(ratio);
  });

  it.each([
    ['', 0, [false, true]],
    ['always_on', 1, [true, true]],
    ['always_off', 0, [false, false]],
    ['parentbased_always_on', 1, [false, true]],
    ['parentbased_always_off', 0, [false, true]],
    ['traceidratio', 1, [true, true]],
    ['traceidratio', 0, [false, false]],
  ])('say whether a caller’s decision is kept: %s at %d', (sampler, ratio, expected) => {
    const config = told({ OTEL_TRACES_SAMPLER: sampler, OTEL_TRACES_SAMPLER_ARG: String(ratio) });
    const decide = (traceFlags: TraceFlags) => {
      const caller = { traceId: TRACE, spanId: 'b7ad6b7169203331', traceFlags, isRemote: true };
      const parent = trace.setSpanContext(ROOT_CONTEXT, caller);
      const { decision } = samplerOf(config).shouldSample(
        parent,
        TRACE,
        'GET /parts',
        SpanKind.SERVER,
        {},
        [],
      );
      return decision === SamplingDecision.RECORD_AND_SAMPLED;
    };
    expect([decide(TraceFlags.NONE), decide(TraceFlags.SAMPLED)]).toEqual(expected);
  });

  it('leave a choice alone that was made for the whole of a request', () => {
    const config = told({ OTEL_TRACES_SAMPLER: 'traceidratio', OTEL_TRACES_SAMPLER_ARG: '0' });
    const { decision } = samplerOf(config).shouldSample(
      chosen(ROOT_CONTEXT),
      TRACE,
      'GET /parts',
      SpanKind.SERVER,
      {},
      [],
    );
    expect(decision).toBe(SamplingDecision.RECORD_AND_SAMPLED);
  });

  it.each([
    [{}, false, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318' }, true, true],
    [{ OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://c:4318/v1/traces' }, true, false],
    [{ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://c:4318/v1/metrics' }, false, true],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_TRACES_EXPORTER: 'none' }, false, true],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_METRICS_EXPORTER: 'none' }, true, false],
    [{ OTEL_EXPORTER_OTLP_ENDPOINT: 'http://c:4318', OTEL_SDK_DISABLED: 'true' }, false, false],
  ])('say what is sent: %j → traces %s, metrics %s', (env, traces, metrics) => {
    const { sendsTraces, sendsMetrics } = told(env);
    expect([sendsTraces, sendsMetrics]).toEqual([traces, metrics]);
  });

  it('are refused by name when they are wrong', () => {
    for (const [name, value] of [
      ['OTEL_TRACES_SAMPLER', 'sometimes'],
      ['OTEL_TRACES_SAMPLER_ARG', '5%'],
      ['OTEL_TRACES_EXPORTER', 'zipkin'],
      ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'collector:4317'],
    ] as const) {
      expect(() => told({ [name]: value })).toThrow(name);
    }
  });

  it('name the service, and go before what it knows of itself', () => {
    expect(telemetryResource().attributes).toMatchObject({
      'service.name': 'tandem',
      'service.namespace': 'tandem',
      'service.version': expect.stringMatching(/^\d+\.\d+\.\d+/),
      'service.instance.id': expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    tell({
      TANDEM_INSTANCE_ID: 'catalog-1',
      OTEL_RESOURCE_ATTRIBUTES:
        'service.name=other,service.namespace=shop,service.version=9.9.9,deployment.environment.name=staging',
    });
    expect(telemetryResource().attributes).toMatchObject({
      'service.name': 'other',
      'service.namespace': 'shop',
      'service.version': '9.9.9',
      'service.instance.id': 'catalog-1',
      'deployment.environment.name': 'staging',
    });
    tell({ OTEL_SERVICE_NAME: 'catalog' });
    expect(telemetryResource().attributes['service.name']).toBe('catalog');
  });

  it('have metrics sent beside the page that shows them', async () => {
    expect(metricReaders()).toHaveLength(1);
    tell({ OTEL_EXPORTER_OTLP_METRICS_ENDPOINT: 'http://127.0.0.1:1/v1/metrics' });
    const readers = metricReaders();
    expect(readers).toHaveLength(2);
    tell({ OTEL_SDK_DISABLED: 'true' });
    expect(metricReaders()).toHaveLength(1);
  });
});
