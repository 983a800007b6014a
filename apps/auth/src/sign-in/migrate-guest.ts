import { randomUUID } from 'node:crypto';
import '@fastify/cookie';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { guestCookieOf } from '@tandem/auth-client';
import { migrationAnswer } from '@tandem/contracts';
import { DomainError } from '@tandem/kernel';
import { InternalClient } from '@tandem/http';
import { counter, logger } from '@tandem/observability';
import type { FastifyRequest } from 'fastify';
import { AuthConfig } from '../config.js';
import type { MigrationView } from './sign-in.dto.js';

/** So much longer a sign-in takes at most when the order service hangs. */
const DEADLINE_MS = 1_500;
/** Anything else was not made by the order service, and it would say so. */
const COOKIE = /^[A-Za-z0-9._-]{1,200}$/;

const log = logger('auth');
const failures = counter('auth_guest_migrations_failed', {
  unit: '{migration}',
  description: 'Sign-ins after which the cart of a guest could not be moved',
});

/**
 * Asks the order service to move what somebody put together as a guest. It comes after the sign-in has committed and can
 * only fail by itself: the cart then stays the guest's, and `POST /cart/migrate` moves it later.
 */
@Injectable()
export class MigrateGuest implements OnApplicationShutdown {
  private readonly orders: InternalClient;

  constructor({ orderUrl, serviceKey }: AuthConfig) {
    this.orders = new InternalClient({
      baseUrl: orderUrl,
      service: 'order',
      caller: 'auth',
      key: serviceKey,
      deadlineMs: DEADLINE_MS,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.orders.close();
  }

  async migrate(request: FastifyRequest, userId: string): Promise<MigrationView> {
    const token = guestCookieOf(request.cookies);
    // On one host the two sites share cookies: staff who sign in to the panel do not shop.
    const shopping = request.headers['x-tandem-site'] !== 'admin';
    if (!shopping || !token || !COOKIE.test(token)) {
      return { cart: 'not_needed', wishlist: 'not_needed' };
    }
    try {
      return await this.orders.call('POST', '/internal/carts/migrate', {
        answer: migrationAnswer,
        body: { user_id: userId, guest_token: token },
        // Moving is safe to repeat: what was moved is not there a second time.
        idempotencyKey: randomUUID(),
      });
    } catch (error) {
      failures.add(1);
      const code = error instanceof DomainError ? error.code : 'unexpected';
      log.warn({ err: error, user_id: userId, code }, 'a guest’s cart and wishlist were not moved');
      return { cart: 'failed', wishlist: 'failed' };
    }
  }
}
