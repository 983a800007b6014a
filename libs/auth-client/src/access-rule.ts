import 'reflect-metadata';
import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiExtension, ApiSecurity } from '@nestjs/swagger';
import type { ServiceName } from '@tandem/config';
import type { Permission } from './permissions.js';

/** Who may call a handler. */
export type AccessRule =
  | { kind: 'public' }
  | { kind: 'optional' }
  | { kind: 'authenticated' }
  | { kind: 'permission'; permission: Permission }
  | { kind: 'internal'; callers: readonly ServiceName[] };

const ACCESS_RULE = 'tandem:access-rule';

type Target = object;

function declare(rule: AccessRule): ClassDecorator & MethodDecorator {
  return (target: Target, key?: string | symbol, descriptor?: PropertyDescriptor) => {
    const holder: object = descriptor ? (descriptor.value as object) : target;
    if (Reflect.hasOwnMetadata(ACCESS_RULE, holder)) {
      throw new Error(
        `${String(key ?? (target as { name?: string }).name)} declares two access rules: keep one`,
      );
    }
    Reflect.defineMetadata(ACCESS_RULE, rule, holder);
  };
}

/** Anybody may call it; no token is looked at. */
export const Public = () => declare({ kind: 'public' });

/** Anybody may call it; who brings an access token is known by it, and refused when it is not valid. */
export const OptionallyAuthenticated = () =>
  applyDecorators(
    declare({ kind: 'optional' }),
    ApiBearerAuth('bearer'),
    ApiSecurity('guest'),
    ApiSecurity({}),
  );

/** Anybody signed in may call it. */
export const Authenticated = () =>
  applyDecorators(declare({ kind: 'authenticated' }), ApiBearerAuth('bearer'));

/** Only people whose token carries the permission may call it. */
export const RequirePermission = (permission: Permission) =>
  applyDecorators(
    declare({ kind: 'permission', permission }),
    ApiBearerAuth('bearer'),
    ApiExtension('x-permission', permission),
  );

/** Only these services may call it, each with a service token of its own that is meant for this one. */
export const CalledBy = (first: ServiceName, ...others: ServiceName[]) =>
  applyDecorators(
    declare({ kind: 'internal', callers: Object.freeze([first, ...others]) }),
    ApiBearerAuth('service'),
  );

/** The rule of a handler: its own, else its controller's, else undefined (and the guard refuses). */
export function accessRuleOf(handler: object, controller: object): AccessRule | undefined {
  return (
    (Reflect.getMetadata(ACCESS_RULE, handler) as AccessRule | undefined) ??
    (Reflect.getMetadata(ACCESS_RULE, controller) as AccessRule | undefined)
  );
}
