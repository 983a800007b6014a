import { configOf, Setting } from '@tandem/config';
import { IsInt, Max, Min } from 'class-validator';

export class InventoryConfig extends configOf('inventory') {
  @Setting({
    env: 'INVENTORY_RESERVATION_TTL_SECONDS',
    doc: 'How long stock is held for an order that names no time itself.',
    default: 900,
  })
  @IsInt()
  @Min(1)
  @Max(86_400)
  reservationTtlSeconds!: number;

  @Setting({
    env: 'INVENTORY_EXPIRY_INTERVAL_MS',
    doc: 'How often reservations whose time is up are freed; every 2.5 seconds when there are none.',
    default: 1_000,
  })
  @IsInt()
  @Min(10)
  @Max(60_000)
  expiryIntervalMs!: number;
}
