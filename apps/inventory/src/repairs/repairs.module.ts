import { Module } from '@nestjs/common';
import { ReservationsModule } from '../reservations/reservations.module.js';
import { AnnounceStock } from './announce-stock.js';
import { FreeHolds } from './free-holds.js';
import { RepairsController } from './repairs.controller.js';

@Module({
  imports: [ReservationsModule],
  controllers: [RepairsController],
  providers: [AnnounceStock, FreeHolds],
})
export class RepairsModule {}
