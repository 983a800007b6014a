import { Module } from '@nestjs/common';
import { GameKeyEnvelopes } from './game-key-envelopes.js';
import { GameKeysController } from './game-keys.controller.js';
import { RevealKey } from './reveal-key.js';

@Module({
  controllers: [GameKeysController],
  providers: [GameKeyEnvelopes, RevealKey],
  exports: [GameKeyEnvelopes],
})
export class GameKeysModule {}
