import { RouteConfig } from '@nestjs/platform-fastify';
import type { Priority as Class } from '@tandem/observability';
import type { FastifyRequest } from 'fastify';

/** By which a service tells another how urgent the work is that it asks for. */
export const PRIORITY_HEADER = 'x-tandem-priority';

const ROUTE_CONFIG = RouteConfig({}).KEY;
const CLASSES: readonly Class[] = ['critical', 'normal', 'deferrable'];
/** What NestJS notes of a method that is a route; private to its packages, the spec fails if it changes. */
const ROUTE_METHOD = 'method';

/** What a route says of itself to the HTTP server, beside what it has said already. */
export function routeConfig(part: object): MethodDecorator {
  return (target, key, descriptor) => {
    const said = Reflect.getMetadata(ROUTE_CONFIG, descriptor.value as object) as object;
    (RouteConfig({ ...said, ...part }) as MethodDecorator)(target, key, descriptor);
  };
}

/**
 * How urgent a route is, or all routes of a controller that do not say it themselves. `critical` is what sells and pays
 * (checkout, news of payments, stock, signing in), and is never sent away; `deferrable` goes first when there is too much to
 * do (lists, searches, exports, syncs). Whoever says nothing is `normal`. Decision 0147.
 */
export function Priority(value: Class): MethodDecorator & ClassDecorator {
  return ((target: object, key?: string | symbol, descriptor?: PropertyDescriptor) => {
    if (key !== undefined && descriptor) routeConfig({ priority: value })(target, key, descriptor);
    else ofAllRoutes((target as { prototype: object }).prototype, value);
  }) as MethodDecorator & ClassDecorator;
}

function ofAllRoutes(prototype: object, value: Class): void {
  for (const [key, descriptor] of Object.entries(Object.getOwnPropertyDescriptors(prototype))) {
    const handler = descriptor.value as unknown;
    if (typeof handler !== 'function' || !Reflect.hasMetadata(ROUTE_METHOD, handler)) continue;
    if (priorityOfHandler(handler) === undefined)
      routeConfig({ priority: value })(prototype, key, descriptor);
  }
}

/** What a handler of a controller says; undefined: nothing, and so `normal`. */
export function priorityOfHandler(handler: object): Class | undefined {
  return (Reflect.getMetadata(ROUTE_CONFIG, handler) as { priority?: Class } | undefined)?.priority;
}

/**
 * How urgent a request is: as its route says. Under /internal it is as urgent as what its caller does, who tells it; nobody
 * but a service is let in there.
 */
export function priorityOf(request: FastifyRequest): Class {
  const { url, config } = request.routeOptions;
  if (url?.startsWith('/internal/')) {
    const told = request.headers[PRIORITY_HEADER];
    const known = CLASSES.find((one) => one === told);
    if (known) return known;
  }
  return (config as { priority?: Class } | undefined)?.priority ?? 'normal';
}
