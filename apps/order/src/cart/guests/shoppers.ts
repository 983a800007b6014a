import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AuthenticatedRequest } from '@tandem/auth-client';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { GuestCookie } from './guest-cookie.js';
import { guest, user, type Owner } from './owner.js';

/** Whose cart and wishlist a request is about: the user's of its access token, else the guest's of its cookie. */
@Injectable()
export class Shoppers {
  constructor(private readonly cookie: GuestCookie) {}

  /** Null: somebody new, who has nothing yet. */
  known(request: FastifyRequest): Owner | null {
    const { authUser } = request as AuthenticatedRequest;
    if (authUser) return user(authUser.id);
    const id = this.cookie.read(request);
    return id === null ? null : guest(id);
  }

  /**
   * Puts something into what belongs to the shopper. Somebody new becomes a guest by it, once it has succeeded; who only
   * looks around, or is refused, gets no cookie.
   */
  async keeping<T>(
    request: FastifyRequest,
    reply: FastifyReply,
    work: (owner: Owner) => Promise<T>,
  ): Promise<T> {
    const owner = this.known(request) ?? guest(randomUUID());
    const result = await work(owner);
    if (owner.kind === 'guest') this.cookie.set(request, reply, owner.id);
    return result;
  }
}
