import type { IncomingMessage } from 'node:http';
import { all, compile } from '@fastify/proxy-addr';

export interface Visitor {
  address: string;
  host: string;
  protocol: string;
}

/** Who asks and where: what a trusted proxy before this door says of it, else what the connection itself shows. */
export function visitorOf(request: IncomingMessage, trustedProxies: readonly string[]): Visitor {
  const trusted = [...trustedProxies];
  const isTrusted = compile(trusted)(request.socket.remoteAddress ?? '', 0);
  const told = (name: string): string | undefined => {
    const value = isTrusted ? request.headers[name] : undefined;
    return typeof value === 'string' ? value.split(',').at(-1)?.trim() : undefined;
  };
  return {
    address: all(request, trusted).at(-1) ?? '',
    host: told('x-forwarded-host') ?? request.headers.host ?? '',
    protocol: told('x-forwarded-proto') === 'https' ? 'https' : 'http',
  };
}
