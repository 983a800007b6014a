import { createParamDecorator } from '@nestjs/common';
import type { ExecutionContext } from '@nestjs/common';
import type { AuthUser, CallingService } from './auth-user.js';
import type { AuthenticatedRequest } from './request.js';

/** The signed-in person, in handlers that are `@Authenticated()` or `@RequirePermission(…)`. */
export const CurrentUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): AuthUser => {
    const user = context.switchToHttp().getRequest<AuthenticatedRequest>().authUser;
    if (!user) throw new Error('@CurrentUser() is used in a handler that asks nobody to sign in');
    return user;
  },
);

/** The signed-in person, or undefined, in handlers that are `@OptionallyAuthenticated()`. */
export const MaybeUser = createParamDecorator(
  (_: unknown, context: ExecutionContext): AuthUser | undefined =>
    context.switchToHttp().getRequest<AuthenticatedRequest>().authUser,
);

/** The service that called, in handlers that are `@CalledBy()`. */
export const CurrentService = createParamDecorator(
  (_: unknown, context: ExecutionContext): CallingService => {
    const service = context.switchToHttp().getRequest<AuthenticatedRequest>().callingService;
    if (!service) throw new Error('@CurrentService() is used in a handler that is not @CalledBy()');
    return service;
  },
);
