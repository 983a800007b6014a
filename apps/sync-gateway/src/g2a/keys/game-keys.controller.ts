import { Body, Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { UuidId } from '@tandem/http';
import { GameKeyDto, RevealKeyDto } from './game-keys.dto.js';
import { RevealKey } from './reveal-key.js';

/** What the order service calls for the owner of an order. */
@ApiTags('internal')
@CalledBy('order')
@Controller('internal/game-keys')
export class GameKeysController {
  constructor(private readonly revealKey: RevealKey) {}

  @Post(':key_id/reveal')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({ summary: 'Shows a bought key, and puts on record that it was shown' })
  @ApiOkResponse({ type: GameKeyDto })
  reveal(
    @UuidId('key_id') keyId: string,
    @Body() { order_id, revealed_by }: RevealKeyDto,
  ): Promise<GameKeyDto> {
    return this.revealKey.reveal({
      keyId,
      orderId: order_id.toLowerCase(),
      revealedBy: revealed_by.toLowerCase(),
    });
  }
}
