import { createHash, randomBytes } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { Clock } from '../clock.ts';
import { formOf } from '../forms.ts';
import { refuse } from './refuse.ts';

export interface Buyer {
  apiHash: string;
  secret: string;
  email: string;
}

const TOKEN_SECONDS = 3_600;

// Written from the documentation, not shared with the shop: an error in one of them must not cancel out.
export const apiKey = ({ apiHash, email, secret }: Buyer): string =>
  createHash('sha256')
    .update(apiHash + email + secret)
    .digest('hex');

/** Both ways of saying who calls: the hash of the older documentation, and the token of OAuth. */
export class Authorization {
  private readonly buyer: Buyer;
  private readonly clock: Clock;
  private tokens = new Map<string, number>();

  constructor(buyer: Buyer, clock: Clock) {
    this.buyer = buyer;
    this.clock = clock;
  }

  /** Also ends every token that was given. */
  clear(): void {
    this.tokens.clear();
  }

  addTokens(server: FastifyInstance): void {
    server.post('/oauth/token', async ({ body }) => {
      const form = formOf(body, ['grant_type', 'client_id', 'client_secret']);
      if (form.grant_type !== 'client_credentials') throw refuse('BR02', 'Unknown grant_type');
      if (form.client_id !== this.buyer.apiHash || form.client_secret !== this.buyer.secret) {
        throw refuse('AUTH02', 'Wrong client');
      }
      const token = randomBytes(32).toString('hex');
      this.tokens.set(token, this.clock.now() + TOKEN_SECONDS * 1_000);
      return { access_token: token, expires_in: TOKEN_SECONDS, token_type: 'bearer' };
    });
  }

  check(header: string | undefined): void {
    if (!header) throw refuse('AUTH01', 'No Authorization header');
    const [, token] = /^Bearer (\S+)$/i.exec(header) ?? [];
    const [, hash, key] = /^(\S+), ?(\S+)$/.exec(header) ?? [];
    const right =
      token === undefined
        ? hash === this.buyer.apiHash && key === apiKey(this.buyer)
        : (this.tokens.get(token) ?? 0) > this.clock.now();
    if (!right) throw refuse('AUTH02', 'Authorization failed');
  }
}
