import { randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Envelopes, type Envelope, type Queryable, type Tx } from '@tandem/persistence';
import { v7 as uuidv7 } from 'uuid';
import { RealtimeConfig } from '../config.js';

/** What the key is derived for that wraps them. */
export const WEBHOOK_SECRETS = 'tandem webhook secrets';
const SECRET_BYTES = 32;
/** How long the former secret still signs beside the new one. */
const OVERLAP_HOURS = 24;

interface Row extends Envelope {
  id: string;
  valid_until: Date | null;
  created_at: Date;
}

/** A secret that signs now. */
export interface SigningSecret {
  secret: string;
  created_at: string;
  /** Null: the newest, which signs until it is rotated. */
  valid_until: string | null;
}

/** The secrets of endpoints, encrypted at rest; each opens in its own row only. */
@Injectable()
export class WebhookSecrets {
  private readonly envelopes: Envelopes;

  constructor(@Inject(RealtimeConfig) config: RealtimeConfig) {
    this.envelopes = new Envelopes(
      WEBHOOK_SECRETS,
      config.webhookEncryptionSecret,
      config.webhookPreviousSecrets,
    );
  }

  /** Makes the first secret of an endpoint, or the next one: then the former signs for a day more, and one before it no longer. */
  async add(tx: Tx, endpointId: string): Promise<void> {
    await tx.execute(
      `delete from webhook_secrets where endpoint_id = $1 and valid_until is not null`,
      [endpointId],
    );
    await tx.execute(
      `update webhook_secrets set valid_until = clock_timestamp() + make_interval(hours => $2::int)
        where endpoint_id = $1`,
      [endpointId, OVERLAP_HOURS],
    );
    const id = uuidv7();
    const secret = `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`;
    const { ciphertext, wrapped_key, key_version } = this.envelopes.seal(secret, id);
    await tx.execute(
      `insert into webhook_secrets (id, endpoint_id, ciphertext, wrapped_key, key_version)
       values ($1, $2, $3, $4, $5)`,
      [id, endpointId, ciphertext, wrapped_key, key_version],
    );
  }

  /** Those that sign now, the newest first. */
  async valid(database: Queryable, endpointId: string): Promise<SigningSecret[]> {
    const rows = await database.query<Row>(
      `select id, ciphertext, wrapped_key, key_version, valid_until, created_at from webhook_secrets
        where endpoint_id = $1 and (valid_until is null or valid_until > clock_timestamp())
        order by valid_until desc nulls first`,
      [endpointId],
    );
    return rows.map(({ id, valid_until, created_at, ...envelope }) => ({
      secret: this.envelopes.open(envelope, id),
      created_at: created_at.toISOString(),
      valid_until: valid_until?.toISOString() ?? null,
    }));
  }
}
