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

  @Setting({
    env: 'INVENTORY_SALE_NUMBERS_INTERVAL_MS',
    doc: 'How often sales get the numbers by which the warehouse counts them; every 2.5 seconds when there are none.',
    default: 250,
  })
  @IsInt()
  @Min(10)
  @Max(60_000)
  saleNumbersIntervalMs!: number;

  @Setting({
    env: 'INVENTORY_SHORTFALL_GRACE_MS',
    doc: 'How old the newest hold of a part must be before holds of pieces that are not there are released.',
    default: 3_000,
  })
  @IsInt()
  @Min(0)
  @Max(600_000)
  shortfallGraceMs!: number;

  @Setting({
    env: 'INVENTORY_MOVEMENT_DAYS',
    doc: 'How many days staff see why the stock of a part changed. The default is the ten years of tax law, and the year that they run from.',
    default: 4_015,
  })
  @IsInt()
  @Min(90)
  @Max(36_500)
  movementDays!: number;
}
