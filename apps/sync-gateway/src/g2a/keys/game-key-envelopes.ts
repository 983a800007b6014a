import { Injectable } from '@nestjs/common';
import { Envelopes } from '@tandem/persistence';
import { SyncConfig } from '../../config.js';

/** The envelopes of this service's keys, with its configured secrets. */
@Injectable()
export class GameKeyEnvelopes extends Envelopes {
  constructor(config: SyncConfig) {
    super('tandem game keys', config.gameKeyEncryptionSecret, config.gameKeyPreviousSecrets);
  }
}
