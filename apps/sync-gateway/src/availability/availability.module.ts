import { Module } from '@nestjs/common';
import { G2aClientModule } from '../g2a/client/g2a-client.module.js';
import { WarehouseModule } from '../warehouse/warehouse.module.js';
import { AskOutside } from './ask-outside.js';
import { AvailabilityController } from './availability.controller.js';

@Module({
  imports: [G2aClientModule, WarehouseModule],
  controllers: [AvailabilityController],
  providers: [AskOutside],
})
export class AvailabilityModule {}
