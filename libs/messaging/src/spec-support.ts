import { Module, type Type } from '@nestjs/common';
import { IsString } from 'class-validator';
import { ServiceConfig, Setting } from '@tandem/config';
import { TOPICS } from '@tandem/contracts';
import type { ServiceDefinition } from '@tandem/http';
import { PersistenceModule } from '@tandem/persistence';
import { MessagingModule, connectInbox } from './messaging.module.js';

/** Of the staff. */
export const PERSON = { id: '0199b1d0-1f7e-7000-8000-00000000000a', name: 'Ada' };

/** The data of a stock event as its schema wants it. */
export const stock = (partId: number, version: number) => ({
  part_id: partId,
  version,
  current_stock: 5,
  available_stock: 5,
  is_in_stock: true,
  is_low_stock: false,
  updated_at: new Date().toISOString(),
  reason: 'set',
  reserved_quantity: 0,
  min_stock_level: 1,
});

class ConsumerConfig extends ServiceConfig {
  @Setting({ env: 'CONSUMER_PORT', doc: 'Port.', default: 0 })
  port!: number;

  @Setting({ env: 'CONSUMER_DATABASE_URL', doc: 'Database.', secret: true })
  @IsString()
  databaseUrl!: string;
}

@Module({})
class ConsumerModule {}

/** A service in the schema `inventory` whose controller handles the events about stock. */
export function stockConsumer(name: string, controller: Type): ServiceDefinition<ConsumerConfig> {
  return {
    name,
    config: ConsumerConfig,
    module: ({ databaseUrl: url }) => ({
      module: ConsumerModule,
      controllers: [controller],
      imports: [
        PersistenceModule.forRoot({ url, schema: 'inventory', applicationName: name }),
        MessagingModule.forRoot({ schema: 'inventory', service: name, consumes: [TOPICS.stock] }),
      ],
    }),
    onStart: (app) => connectInbox(app),
  };
}
