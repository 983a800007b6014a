import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { revealedKeyAnswer } from '@tandem/contracts';
import { InternalClient } from '@tandem/http';
import { OrderConfig } from '../config.js';

export interface RevealedKey {
  key: string;
  /** The key is a picture, base64. */
  is_file: boolean;
}

/** The sync gateway keeps the keys of games, encrypted; it alone can read one. */
@Injectable()
export class GameKeysClient implements OnApplicationShutdown {
  private readonly client: InternalClient;

  constructor({ syncUrl, serviceKey }: OrderConfig) {
    this.client = new InternalClient({
      baseUrl: syncUrl,
      service: 'sync-gateway',
      caller: 'order',
      key: serviceKey,
    });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.client.close();
  }

  /** @throws DomainError key_not_found; `unavailable` when there is no answer: it is safe to ask again. */
  reveal(keyId: string, orderId: string, userId: string): Promise<RevealedKey> {
    return this.client.call('POST', `/internal/game-keys/${keyId}/reveal`, {
      idempotencyKey: keyId,
      body: { order_id: orderId, revealed_by: userId },
      answer: revealedKeyAnswer,
    });
  }
}
