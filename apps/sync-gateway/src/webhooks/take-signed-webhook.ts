import { Injectable } from '@nestjs/common';
import { rawBody } from '@tandem/http';
import { Database, transaction, type Tx } from '@tandem/persistence';
import type { FastifyRequest } from 'fastify';
import { RefuseWebhook } from './refuse-webhook.js';
import { verifySignature, type SignatureScheme } from './verify-signature.js';

class NonceSeen extends Error {}

/** Lets a signed notification in, once. Its route is a `SignedBody`. */
@Injectable()
export class TakeSignedWebhook {
  constructor(
    private readonly database: Database,
    private readonly refuseWebhook: RefuseWebhook,
  ) {}

  /**
   * @param keep stores what is to be stored, in the transaction that remembers the nonce: when it fails, the sender may come again.
   * @throws DomainError 401 when it is not signed, too old or a replay; 429 for further ones.
   */
  async take<T>(
    scheme: SignatureScheme,
    request: FastifyRequest,
    keep: (tx: Tx) => Promise<T>,
  ): Promise<T> {
    const { source } = scheme;
    const verified = verifySignature(request.headers, rawBody(request), scheme);
    if ('wrong' in verified) {
      return this.refuseWebhook.refuse({ source, wrong: verified.wrong });
    }
    try {
      return await transaction(this.database, async (tx) => {
        if (!(await rememberNonce(tx, source, verified.nonce))) throw new NonceSeen();
        return keep(tx);
      });
    } catch (error) {
      if (!(error instanceof NonceSeen)) throw error;
      return this.refuseWebhook.refuse({ source, wrong: 'nonce' });
    }
  }
}

/** @returns false when it was used before. */
async function rememberNonce(tx: Tx, source: string, nonce: string): Promise<boolean> {
  const rows = await tx.query({
    name: 'webhook_nonce_remember',
    text: `insert into webhook_nonces (source, nonce) values ($1, $2) on conflict do nothing returning nonce`,
    values: [source, nonce],
  });
  return rows.length > 0;
}
