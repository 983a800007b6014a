import { RequestMethod } from '@nestjs/common';
import type { INestApplicationContext } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { priorityOfHandler } from '@tandem/http';
import type { Priority } from '@tandem/observability';
import { accessRuleOf } from './access-rule.js';
import type { AccessRule } from './access-rule.js';

/** One HTTP route of an application and who may call it. */
export interface DeclaredRoute {
  method: string;
  path: string;
  handler: string;
  rule: AccessRule | undefined;
  /** Undefined: it says nothing, and so is `normal`. */
  priority: Priority | undefined;
}

// NestJS keeps these names private to its packages; the spec beside this file fails if they change.
const PATH_METADATA = 'path';
const METHOD_METADATA = 'method';

/** Every HTTP route of every controller, with its access rule. */
export function listRoutes(app: INestApplicationContext): DeclaredRoute[] {
  const routes: DeclaredRoute[] = [];
  for (const module of app.get(ModulesContainer).values()) {
    for (const { metatype } of module.controllers.values()) {
      if (metatype) routes.push(...routesOf(metatype as ControllerClass));
    }
  }
  return routes.sort((a, b) => `${a.path} ${a.method}`.localeCompare(`${b.path} ${b.method}`));
}

/**
 * Throws, naming each route, when a route declares no access rule, or one under `/internal` not which services may call it
 * (and only those do). Returns all routes otherwise.
 * An application without a single route is an error too: then the wrong one was looked at.
 */
export function assertRoutesDeclared(app: INestApplicationContext): DeclaredRoute[] {
  const routes = listRoutes(app);
  if (routes.length === 0)
    throw new Error('The application has no HTTP route: was the right module started?');
  const undeclared = routes.filter((route) => route.rule === undefined);
  if (undeclared.length > 0) {
    const names = undeclared.map(({ method, path, handler }) => `${method} ${path} (${handler})`);
    throw new Error(`Routes without a declared permission:\n  ${names.join('\n  ')}`);
  }
  // The front doors hide what is under /internal and nothing else: a route on the wrong side is open to visitors, or to nobody.
  const misplaced = routes.filter(
    ({ path, rule }) => path.startsWith('/internal/') !== (rule?.kind === 'internal'),
  );
  if (misplaced.length > 0) {
    const names = misplaced.map(({ method, path, handler }) => `${method} ${path} (${handler})`);
    throw new Error(
      `Routes under /internal name their callers, and no others do:\n  ${names.join('\n  ')}`,
    );
  }
  return routes;
}

type ControllerClass = { name: string; prototype: object };

function routesOf(controller: ControllerClass): DeclaredRoute[] {
  const routes: DeclaredRoute[] = [];
  const seen = new Set<string>();
  for (
    let owner = controller.prototype;
    owner !== Object.prototype;
    owner = Object.getPrototypeOf(owner) as object
  ) {
    for (const name of Object.getOwnPropertyNames(owner)) {
      const handler = Object.getOwnPropertyDescriptor(owner, name)?.value as unknown;
      if (seen.has(name) || typeof handler !== 'function') continue;
      seen.add(name);
      const method = Reflect.getMetadata(METHOD_METADATA, handler) as RequestMethod | undefined;
      if (method === undefined) continue;
      const rule = accessRuleOf(handler, controller);
      for (const path of pathsOf(controller, handler)) {
        routes.push({
          method: RequestMethod[method],
          path,
          handler: `${controller.name}.${name}`,
          rule,
          priority: priorityOfHandler(handler),
        });
      }
    }
  }
  return routes;
}

function pathsOf(controller: ControllerClass, handler: object): string[] {
  const bases = [
    Reflect.getMetadata(PATH_METADATA, controller) as string | string[] | undefined,
  ].flat();
  const ends = [
    Reflect.getMetadata(PATH_METADATA, handler) as string | string[] | undefined,
  ].flat();
  return bases.flatMap((base) =>
    ends.map((end) => `/${base ?? ''}/${end ?? ''}`.replace(/\/+/g, '/').replace(/(.)\/$/, '$1')),
  );
}
