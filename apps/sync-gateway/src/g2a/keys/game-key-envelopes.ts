import { Injectable } from '@nestjs/common';
import { SyncConfig } from '../../config.js';
import { Envelopes } from './envelope.js';

/** The envelopes of this service's keys, with its configured secrets. */
@Injectable()
export class GameKeyEnvelopes extends Envelopes {
  constructor(config: SyncConfig) {
    super(config.gameKeyEncryptionSecret, config.gameKeyPreviousSecrets);
  }
}
