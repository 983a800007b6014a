import { Setting } from '@tandem/config';
import { Matches, MinLength } from 'class-validator';
import { PurchaseSettings } from './purchase-settings.js';

/** How the shop talks to the outside warehouse. */
export class WarehouseSettings extends PurchaseSettings {
  @Setting({ env: 'WAREHOUSE_URL', doc: 'Where the warehouse answers, without /v1.' })
  @Matches(/^https?:\/\/[^\s?#]+$/, { message: 'must be an http(s) address' })
  warehouseUrl!: string;

  @Setting({
    env: 'WAREHOUSE_TOKEN_SECRET',
    doc: 'The bearer token of the shop at the warehouse.',
    secret: true,
  })
  @MinLength(16)
  warehouseTokenSecret!: string;

  @Setting({
    env: 'WAREHOUSE_WEBHOOK_SECRET',
    doc: 'What calls to /webhooks/inventory are signed with.',
    secret: true,
  })
  @MinLength(16)
  warehouseWebhookSecret!: string;
}
