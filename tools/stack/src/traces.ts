import type { Secrets } from './home.ts';

/** Whoever says where spans go, or that they go nowhere, has the last word. */
const SAID_BY = [
  'OTEL_EXPORTER_OTLP_ENDPOINT',
  'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
  'OTEL_TRACES_EXPORTER',
  'OTEL_SDK_DISABLED',
];

/** What sends the spans of a service to operations, which keeps those that are worth it; nothing where they are sent elsewhere. */
export function spansTo(
  operations: string,
  { own }: Pick<Secrets, 'own'>,
  ...told: readonly Readonly<Record<string, string | undefined>>[]
): Record<string, string> {
  const isSaid = SAID_BY.some((name) => told.some((env) => env[name]));
  if (isSaid || operations === '' || !own.TRACES_SECRET) return {};
  return {
    OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: `${operations}/internal/traces`,
    OTEL_EXPORTER_OTLP_TRACES_HEADERS: `authorization=Bearer%20${own.TRACES_SECRET}`,
  };
}
