import type { IncomingMessage } from 'node:http';
import { all } from '@fastify/proxy-addr';
import { trustedProxiesOf } from '@tandem/config';

/**
 * Who asks, of a request that never came through the web framework (a socket's handshake): by the same rule as
 * `request.ip`, so that a visitor is one visitor everywhere.
 * @param trustedProxies the service's own setting.
 */
export function visitorAddress(
  request: IncomingMessage,
  trustedProxies: readonly string[],
): string | undefined {
  return all(request, trustedProxiesOf(trustedProxies)).at(-1);
}
