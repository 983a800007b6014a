import { Setting } from '@tandem/config';
import { IsInt, Matches, Max, Min, MinLength } from 'class-validator';
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

  @Setting({
    env: 'WAREHOUSE_POLL_MS',
    doc: 'How often the warehouse is asked what changed, from one start to the next: below 5 s, so that a change is in the shop within 5 s.',
    default: 4_000,
  })
  @IsInt()
  @Min(20)
  @Max(600_000)
  warehousePollMs!: number;

  @Setting({
    env: 'WAREHOUSE_PAGE_SIZE',
    doc: 'Rows of a page of the warehouse’s changes; each page is one transaction.',
    default: 200,
  })
  @IsInt()
  @Min(1)
  @Max(500)
  warehousePageSize!: number;

  @Setting({
    env: 'WAREHOUSE_DEADLINE_MS',
    doc: 'How long a call to the warehouse may take, repeats included.',
    default: 3_000,
  })
  @IsInt()
  @Min(100)
  @Max(10_000)
  warehouseDeadlineMs!: number;

  @Setting({
    env: 'WAREHOUSE_EVENTS_PER_SECOND',
    doc: 'Changes of the warehouse that are passed on in a second at most; the rest waits at the warehouse.',
    default: 1_000,
  })
  @IsInt()
  @Min(1)
  @Max(100_000)
  warehouseEventsPerSecond!: number;
}
