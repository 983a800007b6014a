import { Module } from '@nestjs/common';
import { CommitReservations } from './commit-reservations.js';
import { ExpirySweeper } from './expiry-sweeper.js';
import { FreeReservations } from './free-reservations.js';
import { ReservationsController } from './reservations.controller.js';
import { ReserveStock } from './reserve-stock.js';

@Module({
  controllers: [ReservationsController],
  providers: [ReserveStock, CommitReservations, FreeReservations, ExpirySweeper],
  exports: [FreeReservations],
})
export class ReservationsModule {}
