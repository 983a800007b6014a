import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { BodyLimits, Priority, UuidId } from '@tandem/http';
import { PurchaseDto, PurchasePageDto, PurchasesQuery, UploadKeyDto } from './purchases.dto.js';
import { PurchasesQueries } from './purchases.queries.js';
import { RefundPurchase } from './refund-purchase.js';
import { ReplacePurchase } from './replace-purchase.js';
import { RetryPurchase } from './retry-purchase.js';
import { UploadKey } from './upload-key.js';

@ApiTags('admin: game keys')
@Controller('api/v1/admin/game-keys')
export class PurchasesController {
  constructor(
    private readonly purchases: PurchasesQueries,
    private readonly retryPurchase: RetryPurchase,
    private readonly replacePurchase: ReplacePurchase,
    private readonly refundPurchase: RefundPurchase,
    private readonly uploadKey: UploadKey,
  ) {}

  @Get()
  @Priority('deferrable')
  @RequirePermission('orders:read')
  @ApiOperation({ summary: 'Lists the purchases of game keys, newest first' })
  @ApiOkResponse({ type: PurchasePageDto })
  list(@Query() query: PurchasesQuery): Promise<PurchasePageDto> {
    return this.purchases.page(query);
  }

  @Post(':purchase_id/retry')
  @HttpCode(200)
  @RequirePermission('orders:write')
  @ApiOperation({ summary: 'Goes on with a purchase; nothing that may be paid is paid again' })
  @ApiOkResponse({ type: PurchaseDto })
  async retry(@UuidId('purchase_id') id: string): Promise<PurchaseDto> {
    await this.retryPurchase.retry(id);
    return this.purchases.one(id);
  }

  @Post(':purchase_id/replace')
  @HttpCode(200)
  @RequirePermission('orders:write')
  @ApiOperation({ summary: 'Buys another key; what was paid for the one before is written off' })
  @ApiOkResponse({ type: PurchaseDto })
  async replace(@UuidId('purchase_id') id: string): Promise<PurchaseDto> {
    await this.replacePurchase.replace(id);
    return this.purchases.one(id);
  }

  @Post(':purchase_id/refund')
  @HttpCode(200)
  @RequirePermission('orders:write')
  @ApiOperation({ summary: 'Gives up on a key: the shopper gets the money of the unit back' })
  @ApiOkResponse({ type: PurchaseDto })
  async refund(@UuidId('purchase_id') id: string): Promise<PurchaseDto> {
    await this.refundPurchase.refund(id);
    return this.purchases.one(id);
  }

  @Post(':purchase_id/upload')
  @HttpCode(200)
  @RequirePermission('orders:write')
  @BodyLimits({ bytes: 768 * 1024 })
  @ApiOperation({ summary: 'Stores a key that staff have by hand' })
  @ApiOkResponse({ type: PurchaseDto })
  async upload(
    @UuidId('purchase_id') id: string,
    @Body() { key, is_file = false }: UploadKeyDto,
  ): Promise<PurchaseDto> {
    await this.uploadKey.upload(id, { key, isFile: is_file });
    return this.purchases.one(id);
  }
}
