import type { CanActivate, ExecutionContext } from '@nestjs/common';
import { DomainError } from '@tandem/kernel';
import { counter, currentContext, logger, setActor } from '@tandem/observability';
import { accessRuleOf } from './access-rule.js';
import type { AccessRule } from './access-rule.js';
import { bearerToken } from './request.js';
import type { AuthenticatedRequest } from './request.js';
import type { RequestLimits } from './request-limits.js';
import type { ServiceTokenVerifier } from './service-token-verifier.js';
import type { TokenVerifier } from './token-verifier.js';

const log = logger('security');
const denials = counter('auth_denied', {
  unit: '{request}',
  description: 'Requests refused by the access guard',
});

/**
 * Deny by default: a handler without a declared rule answers 403. A public handler is let through
 * without looking at the request, synchronously, because every hot read passes here.
 */
export class AuthGuard implements CanActivate {
  private readonly rules = new WeakMap<object, AccessRule | 'undeclared'>();

  constructor(
    private readonly verifier: TokenVerifier,
    private readonly services: ServiceTokenVerifier,
    private readonly limits: RequestLimits | null,
  ) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    const handler = context.getHandler();
    let rule = this.rules.get(handler);
    if (rule === undefined) {
      rule = accessRuleOf(handler, context.getClass()) ?? 'undeclared';
      this.rules.set(handler, rule);
    }
    if (rule !== 'undeclared' && rule.kind === 'public') return true;
    // Sockets are let in by their handshake, events come from Kafka: neither has a request to judge.
    if (context.getType() !== 'http') return true;
    const request = context.switchToHttp().getRequest<AuthenticatedRequest>();
    // A token that is there and not valid is refused: who thinks to be signed in must not act as a stranger.
    const anonymous = request.headers['authorization'] === undefined;
    if (rule !== 'undeclared' && rule.kind === 'optional' && anonymous) return true;
    return this.admit(rule, request);
  }

  private async admit(
    rule: Exclude<AccessRule, { kind: 'public' }> | 'undeclared',
    request: AuthenticatedRequest,
  ) {
    if (rule === 'undeclared') throw this.forbidden(request, null, 'undeclared_route');
    const token = bearerToken(request);
    if (rule.kind === 'internal') {
      const caller = await this.verified(request, () => this.services.verify(token));
      if (!rule.callers.includes(caller.service)) {
        throw this.forbidden(request, null, `caller other than ${caller.service}`);
      }
      request.callingService = caller;
      return true;
    }
    const user = await this.verified(request, () => this.verifier.verifyAccessToken(token));
    request.authUser = user;
    setActor(user.id);
    await this.limits?.admit(user);
    if (rule.kind === 'permission' && !user.permissions.includes(rule.permission)) {
      throw this.forbidden(request, user.id, rule.permission);
    }
    return true;
  }

  private async verified<T>(request: AuthenticatedRequest, verify: () => Promise<T>): Promise<T> {
    try {
      return await verify();
    } catch (error) {
      // Who can't be judged right now was not denied: the filter of problems tells which service is away.
      if (error instanceof DomainError && error.kind !== 'unavailable')
        this.note(request, error.code, null, String(error.extra?.['reason'] ?? error.code));
      throw error;
    }
  }

  private forbidden(
    request: AuthenticatedRequest,
    userId: string | null,
    needed: string,
  ): DomainError {
    this.note(request, 'forbidden', userId, needed);
    return new DomainError('forbidden', 'forbidden', 'You are not allowed to do this.');
  }

  private note(
    request: AuthenticatedRequest,
    outcome: string,
    userId: string | null,
    needed: string,
  ): void {
    denials.add(1, { outcome });
    // An expired token is the daily life of a browser, not an attempt at anything.
    log[needed === 'token_expired' ? 'debug' : 'warn'](
      {
        event: 'access_denied',
        outcome,
        needed,
        user_id: userId,
        method: request.method,
        path: request.url?.split('?', 1)[0],
        ip: currentContext()?.actor?.ip ?? null,
      },
      'access denied',
    );
  }
}
