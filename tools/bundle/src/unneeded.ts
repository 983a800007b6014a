import type { Plugin } from 'rolldown';

/** TypeORM loads its drivers for seventeen databases, whichever is asked for. */
const OTHER_DATABASE = /\/typeorm\/driver\/(?!postgres\/|types\/)[^/]+\//;
/** The SDK of OpenTelemetry loads whatever its own settings can name, of which `startTelemetry` takes nothing: 8 MB a process. */
const OTHER_TELEMETRY =
  /\/@opentelemetry\/(exporter-\w+-otlp-(grpc|proto)|otlp-grpc-exporter-base|exporter-zipkin|propagator-(b3|jaeger)|configuration)\//;

/** What packages load and we don't use, they find empty. */
export const withoutUnneeded = (): Plugin => ({
  name: 'without-unneeded',
  load: (id) =>
    OTHER_DATABASE.test(id) || OTHER_TELEMETRY.test(id)
      ? { code: 'module.exports = {};', moduleType: 'js' }
      : null,
});
