import '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import { GUEST_COOKIE, guestCookieOf, HOST_GUEST_COOKIE } from '@tandem/auth-client';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { OrderConfig } from '../../config.js';
import { guestOf, guestToken } from './guest-token.js';

const PATH = '/api/v1';
const DAY_SECONDS = 86_400;
const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/i;

/** Who a guest is, in a cookie that only this shop can make and that no script can read. */
@Injectable()
export class GuestCookie {
  constructor(private readonly config: OrderConfig) {}

  /** The guest's id; null without a cookie, and for one that was not made here. */
  read(request: FastifyRequest): string | null {
    return this.guestOf(guestCookieOf(request.cookies));
  }

  /** The same for the cookie's bare value, as auth hands it on. */
  guestOf(value: string | undefined): string | null {
    return guestOf(value, this.config.guestSecret);
  }

  /** Sets it, or gives the one that is there its full time again. */
  set(request: FastifyRequest, reply: FastifyReply, guestId: string): void {
    const atHome = this.config.nodeEnv !== 'production' && LOOPBACK.test(request.hostname);
    const name = atHome ? GUEST_COOKIE : HOST_GUEST_COOKIE;
    void reply.setCookie(name, guestToken(guestId, this.config.guestSecret), {
      // The prefix asks for the whole host.
      path: atHome ? PATH : '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: !atHome,
      maxAge: this.config.guestCartDays * DAY_SECONDS,
    });
    if (!atHome && request.cookies[GUEST_COOKIE] !== undefined) {
      void reply.clearCookie(GUEST_COOKIE, {
        path: PATH,
        httpOnly: true,
        sameSite: 'lax',
        secure: true,
      });
    }
  }
}
