import { IsBoolean, IsIn, IsInt, IsString, Matches, Min } from 'class-validator';
import { Setting, loadConfig } from '@tandem/config';

export const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

/** Without a word of the operator's: one trace in twenty. */
const DEFAULT_RATIO = 0.05;
const EXPORTERS = ['otlp', 'none'] as const;
const ADDRESS = /^$|^https?:\/\//;
const RATIO = /^$|^(0(\.\d+)?|1(\.0+)?)$/;

/** OpenTelemetry's own settings, as every service obeys them. What is not named here its libraries read themselves. */
export class TelemetryConfig {
  @Setting({
    env: 'OTEL_SDK_DISABLED',
    doc: 'true: nothing is traced and nothing is sent; /metrics answers all the same.',
    default: false,
  })
  @IsBoolean()
  disabled!: boolean;

  @Setting({
    env: 'OTEL_SERVICE_NAME',
    doc: 'The service’s name in telemetry; goes before OTEL_RESOURCE_ATTRIBUTES. npm start and the images set it.',
    default: '',
    defaultText: 'tandem',
  })
  @IsString()
  serviceName!: string;

  @Setting({
    env: 'OTEL_RESOURCE_ATTRIBUTES',
    doc: 'More about the service, name=value by comma; goes before our own service.namespace (tandem), service.version and service.instance.id (TANDEM_INSTANCE_ID).',
    default: '',
  })
  @IsString()
  resourceAttributes!: string;

  @Setting({
    env: 'OTEL_TRACES_SAMPLER',
    doc: `Which traces are recorded: ${SAMPLERS.join(', ')}. The parent is a calling service; a visitor’s flag decides nothing.`,
    default: '',
    defaultText: 'parentbased_traceidratio',
  })
  @IsIn(['', ...SAMPLERS], { message: `must be one of ${SAMPLERS.join(', ')}` })
  sampler!: '' | (typeof SAMPLERS)[number];

  @Setting({
    env: 'OTEL_TRACES_SAMPLER_ARG',
    doc: 'The share of traces that is recorded, 0 to 1, for the samplers by ratio.',
    default: '',
    defaultText: '0.05, or 1 when OTEL_TRACES_SAMPLER is set',
  })
  @Matches(RATIO, { message: 'must be a number from 0 to 1' })
  samplerArg!: string;

  @Setting({
    env: 'OTEL_EXPORTER_OTLP_ENDPOINT',
    doc: 'Where traces and metrics are sent, OTLP over HTTP as JSON: /v1/traces and /v1/metrics below this address; empty: nowhere. Logs are lines on standard output.',
    default: '',
  })
  @Matches(ADDRESS, { message: 'must be empty or an http(s) address' })
  endpoint!: string;

  @Setting({
    env: 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
    doc: 'The whole address for traces, in place of the one above.',
    default: '',
  })
  @Matches(ADDRESS, { message: 'must be empty or an http(s) address' })
  tracesEndpoint!: string;

  @Setting({
    env: 'OTEL_EXPORTER_OTLP_METRICS_ENDPOINT',
    doc: 'The whole address for metrics, in place of the one above.',
    default: '',
  })
  @Matches(ADDRESS, { message: 'must be empty or an http(s) address' })
  metricsEndpoint!: string;

  @Setting({
    env: 'OTEL_EXPORTER_OTLP_HEADERS',
    doc: 'Headers of what is sent, name=value by comma: a collector’s key.',
    default: '',
    secret: true,
  })
  @IsString()
  headers!: string;

  @Setting({
    env: 'OTEL_EXPORTER_OTLP_TRACES_HEADERS',
    doc: 'The headers for traces, beside those above: the secret of the operations service, as npm start gives it to all.',
    default: '',
    secret: true,
  })
  @IsString()
  tracesHeaders!: string;

  @Setting({
    env: 'OTEL_TRACES_EXPORTER',
    doc: 'otlp or none.',
    default: 'otlp',
  })
  @IsIn(EXPORTERS)
  tracesExporter!: string;

  @Setting({
    env: 'OTEL_METRICS_EXPORTER',
    doc: 'otlp or none; /metrics is there either way.',
    default: 'otlp',
  })
  @IsIn(EXPORTERS)
  metricsExporter!: string;

  @Setting({
    env: 'OTEL_METRIC_EXPORT_INTERVAL',
    doc: 'Milliseconds between two times that metrics are sent.',
    default: 60_000,
  })
  @IsInt()
  @Min(100)
  metricInterval!: number;

  @Setting({
    env: 'OTEL_BSP_SCHEDULE_DELAY',
    doc: 'Milliseconds for which spans are gathered before they are sent; OTEL_BSP_EXPORT_TIMEOUT is read as well. At most 2,048 wait, and go 256 at once.',
    default: 5_000,
  })
  @IsInt()
  @Min(0)
  spanDelay!: number;

  @Setting({
    env: 'SLOW_REQUEST_MS',
    doc: 'Milliseconds from which a request is told of in a trace although its trace is not recorded, as every failed one is; nothing is told where spans are sent nowhere.',
    default: 1_000,
  })
  @IsInt()
  @Min(1)
  slowRequestMs!: number;

  @Setting({
    env: 'SLOW_STATEMENT_MS',
    doc: 'Milliseconds from which a statement of the database is told of, with its plan; 0: none. Told by the way of the spans.',
    default: 250,
  })
  @IsInt()
  @Min(0)
  slowStatementMs!: number;

  /** Whether spans leave this process. */
  get sendsTraces(): boolean {
    const address = this.tracesEndpoint || this.endpoint;
    return !this.disabled && this.tracesExporter === 'otlp' && address !== '';
  }

  /** Whether metrics leave it by themselves. */
  get sendsMetrics(): boolean {
    const address = this.metricsEndpoint || this.endpoint;
    return !this.disabled && this.metricsExporter === 'otlp' && address !== '';
  }

  /** The share of traces begun here that is recorded. */
  get ratio(): number {
    if (this.disabled || this.sampler.endsWith('always_off')) return 0;
    if (this.sampler.endsWith('always_on')) return 1;
    if (this.samplerArg !== '') return Number(this.samplerArg);
    return this.sampler === '' ? DEFAULT_RATIO : 1;
  }

  /** Whether a trace that another service begins is recorded as that one decided. */
  get followsParent(): boolean {
    return this.sampler === '' || this.sampler.startsWith('parentbased');
  }
}

/** Read anew each time: a process is told once, before it starts, and tests tell it otherwise. */
export function telemetryConfig(): TelemetryConfig {
  return loadConfig(TelemetryConfig);
}
