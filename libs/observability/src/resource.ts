import { defaultResource, resourceFromAttributes } from '@opentelemetry/resources';
import type { Resource } from '@opentelemetry/resources';
import { readEnv } from '@tandem/config';

/** Who emits: OTEL_SERVICE_NAME and the instance. */
export function telemetryResource(): Resource {
  const env = readEnv();
  return defaultResource().merge(
    resourceFromAttributes({
      'service.name': env['OTEL_SERVICE_NAME'] || 'tandem',
      'service.namespace': 'tandem',
      ...(env['TANDEM_INSTANCE_ID'] ? { 'service.instance.id': env['TANDEM_INSTANCE_ID'] } : {}),
    }),
  );
}
