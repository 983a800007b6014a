import { createHash, timingSafeEqual } from 'node:crypto';
import { DomainError } from '@tandem/kernel';
import type { FastifyRequest } from 'fastify';

/**
 * Lets in who says the secret (`Authorization: Bearer …`), for programs that are no services of the shop. Nobody, where there is none.
 * @param named how the secret is called, at the begin of a sentence.
 * @throws DomainError 401.
 */
export function requireSecret(request: FastifyRequest, secret: string, named: string): void {
  const said = request.headers.authorization ?? '';
  if (secret !== '' && timingSafeEqual(digest(said), digest(`Bearer ${secret}`))) return;
  throw new DomainError('unauthorized', 'unauthenticated', `${named} is missing or wrong.`);
}

const digest = (text: string) => createHash('sha256').update(text).digest();
