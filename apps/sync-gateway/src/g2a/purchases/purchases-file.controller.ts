import { Controller, Get, Query, type StreamableFile } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequirePermission } from '@tandem/auth-client';
import { AnswersListFile, csvFile, everyPage, type FileColumns, Priority } from '@tandem/http';
import { PurchaseFilterQuery, type PurchaseDto } from './purchases.dto.js';
import { PurchasesQueries } from './purchases.queries.js';

/** No key is in it. */
const COLUMNS: FileColumns<PurchaseDto> = {
  id: ({ purchase_id }) => purchase_id,
  order_id: ({ order_id }) => order_id,
  part_id: ({ part_id }) => part_id,
  part_name: ({ part_name }) => part_name,
  unit: ({ unit }) => unit,
  state: ({ state }) => state,
  reason: ({ reason }) => reason,
  paid: ({ paid }) => paid.amount,
  paid_currency: ({ paid }) => paid.currency,
  g2a_order_id: ({ g2a_order_id }) => g2a_order_id,
  price: ({ price }) => price?.amount,
  price_currency: ({ price }) => price?.currency,
  bought_at: ({ bought_at }) => bought_at,
  revealed_at: ({ revealed_at }) => revealed_at,
  created_at: ({ created_at }) => created_at,
  updated_at: ({ updated_at }) => updated_at,
};

/** Purchases of game keys as a file. */
@ApiTags('admin: game keys')
@Controller('api/v1/admin')
@Priority('deferrable')
export class PurchasesFileController {
  constructor(private readonly purchases: PurchasesQueries) {}

  @Get('game-keys.csv')
  @RequirePermission('orders:read')
  @AnswersListFile('The purchases of the table as CSV, without the keys')
  exportPurchases(@Query() query: PurchaseFilterQuery): Promise<StreamableFile> {
    const pages = everyPage((place) => this.purchases.page({ ...query, ...place }));
    return csvFile('game-keys', COLUMNS, pages);
  }
}
