import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { proxyUpgrade } from 'httpxy';
import { correlationIdOf } from '@tandem/http/correlation-id';
import { tellsAbsenceOf } from '@tandem/observability';
import { log } from './log.ts';
import { endWithProblem, pathOf } from './problem.ts';
import { outgoingHeaders, type ProxyOptions } from './proxy.ts';
import { findRoute, isDevious, plainPath } from './routes.ts';

/** WebSockets: after the handshake the two connections are joined byte for byte, no frame is looked at. */
export function proxyUpgrades(server: Server, options: ProxyOptions): () => void {
  const open = new Set<Duplex>();
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => socket.destroy());
    const id = correlationIdOf(request.headers['x-correlation-id']);
    const path = pathOf(request.url ?? '');
    const route = isDevious(path) ? undefined : findRoute(options.table, plainPath(path));
    const upstreams = route?.sticky ? options.upstreams.get(route.service) : undefined;
    if (!route || !upstreams || request.headers.upgrade?.toLowerCase() !== 'websocket') {
      endWithProblem(socket, id, path, 404, 'not_found', 'There is no web socket at this address.');
      return;
    }
    const sid = new URLSearchParams(request.url?.split('?')[1]).get('sid');
    const instance = (sid ? upstreams.ofSocket(sid) : undefined) ?? upstreams.next();
    if (!instance) {
      endWithProblem(socket, id, path, 503, 'service_unavailable', 'The service is not there.');
      return;
    }
    outgoingHeaders(request, request.headers as Record<string, unknown>, options);
    proxyUpgrade(instance.url, request, socket as never, head, { xfwd: false }).then(
      (upstream) => {
        upstreams.answered(instance);
        // One end gone without a goodbye must not leave the other one open.
        socket.once('close', () => upstream.destroy());
        upstream.once('close', () => socket.destroy());
        if (socket.destroyed) upstream.destroy();
      },
      (error: NodeJS.ErrnoException) => {
        // The client tries again by itself, and then finds another instance.
        const away = error.code === 'ECONNREFUSED';
        if (away) upstreams.failed(instance);
        const why = away
          ? { err: tellsAbsenceOf(route.service, error) }
          : { reason: error.message };
        log.warn({ instance: instance.id, ...why }, 'a socket was refused');
      },
    );
  });
  return () => open.forEach((socket) => socket.destroy());
}
