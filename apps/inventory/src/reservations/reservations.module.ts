import { Module } from '@nestjs/common';
import { ExpirySweeper } from './expiry-sweeper.js';
import { HoldStock } from './hold-stock.js';
import { ReservationsController } from './reservations.controller.js';
import { ReserveStock } from './reserve-stock.js';
import { SettleReservation } from './settle-reservation.js';

@Module({
  controllers: [ReservationsController],
  providers: [HoldStock, ReserveStock, SettleReservation, ExpirySweeper],
})
export class ReservationsModule {}
