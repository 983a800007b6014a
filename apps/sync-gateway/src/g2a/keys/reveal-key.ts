import { Injectable } from '@nestjs/common';
import { setActor } from '@tandem/observability';
import { Database, transaction } from '@tandem/persistence';
import { keyNotFound } from './errors.js';
import { GameKeyEnvelopes } from './game-key-envelopes.js';

export interface RevealRequest {
  keyId: string;
  orderId: string;
  revealedBy: string;
}

/** Opens a key for the owner of its order; that it was shown, to whom and how often is committed before it is told. */
@Injectable()
export class RevealKey {
  constructor(
    private readonly database: Database,
    private readonly envelopes: GameKeyEnvelopes,
  ) {}

  async reveal({ keyId, orderId, revealedBy }: RevealRequest) {
    setActor(revealedBy);
    return transaction(this.database, async (tx) => {
      const rows = await tx.query<{
        ciphertext: Buffer;
        wrapped_key: Buffer;
        key_version: string;
        is_file: boolean;
      }>(
        `update game_keys k
            set revealed_at = coalesce(revealed_at, clock_timestamp()), revealed_by = coalesce(revealed_by, $3), reveals = reveals + 1
           from key_purchases p
          where k.id = $1 and k.replaced_at is null and p.id = k.purchase_id and p.order_id = $2 and p.state <> 'refund'
          returning k.ciphertext, k.wrapped_key, k.key_version, k.is_file`,
        [keyId, orderId, revealedBy],
      );
      const [row] = rows;
      if (!row) throw keyNotFound(keyId);
      return { key: this.envelopes.open(row, keyId), is_file: row.is_file };
    });
  }
}
