import { randomUUID } from 'node:crypto';
import { defaultResource, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import type { Resource } from '@opentelemetry/resources';
import {
  ATTR_SERVICE_INSTANCE_ID,
  ATTR_SERVICE_NAME,
  ATTR_SERVICE_NAMESPACE,
  ATTR_SERVICE_VERSION,
} from '@opentelemetry/semantic-conventions';
import { readEnv } from '@tandem/config';
import manifest from '../package.json' with { type: 'json' };

const ownId = randomUUID();

/** Who emits. What OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME say goes before what we know ourselves. */
export function telemetryResource(): Resource {
  return defaultResource()
    .merge(
      resourceFromAttributes({
        [ATTR_SERVICE_NAME]: 'tandem',
        [ATTR_SERVICE_NAMESPACE]: 'tandem',
        [ATTR_SERVICE_VERSION]: manifest.version,
        [ATTR_SERVICE_INSTANCE_ID]: readEnv()['TANDEM_INSTANCE_ID'] || ownId,
      }),
    )
    .merge(resourceFromAttributes(envDetector.detect().attributes ?? {}));
}
