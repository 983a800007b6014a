import { Controller, Header, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Authenticated, CurrentUser, type AuthUser } from '@tandem/auth-client';
import { UuidId } from '@tandem/http';
import { RevealedKeyDto } from './keys.dto.js';
import { RevealKey } from './reveal-key.js';

@ApiTags('orders')
@Authenticated()
@Controller('api/v1/orders/:id/keys/:key_id')
export class KeysController {
  constructor(private readonly revealKey: RevealKey) {}

  @Post('reveal')
  @HttpCode(200)
  @Header('cache-control', 'no-store')
  @ApiOperation({
    summary: 'Shows a game key to its owner',
    description: 'Every request is logged. A key that was shown can be shown again.',
  })
  @ApiOkResponse({ type: RevealedKeyDto })
  reveal(
    @UuidId('id') orderId: string,
    @UuidId('key_id') orderKeyId: string,
    @CurrentUser() user: AuthUser,
  ): Promise<RevealedKeyDto> {
    return this.revealKey.reveal({ orderId, orderKeyId, userId: user.id });
  }
}
