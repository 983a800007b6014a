import '@fastify/cookie';
import type { CookieSerializeOptions } from '@fastify/cookie';
import { Injectable } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AuthConfig } from '../config.js';

const PATH = '/api/v1/auth';
/** Not `__Host-`: that asks for the path `/`, and every request of the shop would carry the refresh token. */
const SECURE_PREFIX = '__Secure-';
const LOOPBACK = /^(localhost|127(?:\.\d{1,3}){3}|\[::1\]|::1)$/i;

type Site = 'shop' | 'admin';

/**
 * The cookie that carries the refresh token. The front door names its site in `x-tandem-site`: on one
 * host the two sites share cookies whatever their ports, and each keeps its own session.
 */
@Injectable()
export class RefreshCookie {
  constructor(private readonly config: AuthConfig) {}

  read(request: FastifyRequest): string | undefined {
    return request.cookies[SECURE_PREFIX + nameFor(request)] ?? request.cookies[nameFor(request)];
  }

  set(request: FastifyRequest, reply: FastifyReply, token: string, expires: Date): void {
    const options = this.options(request);
    void reply.setCookie(this.nameFor(request), token, { ...options, expires });
    // What a browser kept from before the prefix.
    if (options.secure && request.cookies[nameFor(request)] !== undefined) {
      void reply.clearCookie(nameFor(request), options);
    }
  }

  clear(request: FastifyRequest, reply: FastifyReply): void {
    const options = this.options(request);
    void reply.clearCookie(this.nameFor(request), options);
    if (options.secure && request.cookies[nameFor(request)] !== undefined) {
      void reply.clearCookie(nameFor(request), options);
    }
  }

  private nameFor(request: FastifyRequest): string {
    return (this.options(request).secure ? SECURE_PREFIX : '') + nameFor(request);
  }

  private options(request: FastifyRequest): CookieSerializeOptions {
    const atHome = this.config.nodeEnv !== 'production' && LOOPBACK.test(request.hostname);
    return { path: PATH, httpOnly: true, sameSite: 'strict', secure: !atHome };
  }
}

function nameFor(request: FastifyRequest): string {
  const site: Site = request.headers['x-tandem-site'] === 'admin' ? 'admin' : 'shop';
  return `tandem_refresh_${site}`;
}
