import { ServiceConfig, Setting } from '@tandem/config';
import { IsInt, Matches, Max, Min } from 'class-validator';

export class InventoryConfig extends ServiceConfig {
  @Setting({ env: 'INVENTORY_PORT', doc: 'Port of the inventory service.', default: 3003 })
  @IsInt()
  @Min(0)
  @Max(65_535)
  port!: number;

  @Setting({
    env: 'INVENTORY_DATABASE_URL',
    doc: 'PostgreSQL address of the inventory service, with its own role.',
    secret: true,
  })
  @Matches(/^postgres(ql)?:\/\//, { message: 'must be a postgres:// address' })
  databaseUrl!: string;

  @Setting({
    env: 'INVENTORY_DATABASE_POOL',
    doc: 'Connections to PostgreSQL an instance of the inventory service keeps at most.',
    default: 10,
  })
  @IsInt()
  @Min(2)
  @Max(100)
  databasePool!: number;

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
