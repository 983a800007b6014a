import { Body, Controller, Get, HttpCode, Post, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { CalledBy } from '@tandem/auth-client';
import { Priority, UuidId } from '@tandem/http';
import { Database } from '@tandem/persistence';
import type { FastifyReply } from 'fastify';
import { InventoryConfig } from '../config.js';
import { CommitReservations, type CommitOutcome } from './commit-reservations.js';
import { reservationNotFound, reservationOver } from './errors.js';
import { FreeReservations } from './free-reservations.js';
import type { Reservation } from './reservation.js';
import { readReservation } from './reservation-store.js';
import {
  CommitBatchDto,
  CommitOutcomesDto,
  ReservationDto,
  ReserveDto,
} from './reservations.dto.js';
import { ReserveStock } from './reserve-stock.js';

/** What the order service calls while a buyer waits; every call may be repeated. */
@ApiTags('internal')
@CalledBy('order')
@Controller('internal/reservations')
@Priority('critical')
export class ReservationsController {
  constructor(
    private readonly config: InventoryConfig,
    private readonly database: Database,
    private readonly reserveStock: ReserveStock,
    private readonly commits: CommitReservations,
    private readonly frees: FreeReservations,
  ) {}

  @Post()
  @ApiOperation({ summary: 'Holds all lines of an order or none' })
  @ApiCreatedResponse({ type: ReservationDto, description: '200 when the call is a repeated one' })
  async hold(
    @Body() { order_id, lines, ttl_seconds }: ReserveDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReservationDto> {
    const { reservation, created } = await this.reserveStock.reserve({
      order_id,
      lines,
      ttl_seconds: ttl_seconds ?? this.config.reservationTtlSeconds,
    });
    void reply.status(created ? 201 : 200);
    return toDto(reservation);
  }

  @Get(':order_id')
  @ApiOperation({ summary: 'The reservation of an order' })
  @ApiOkResponse({ type: ReservationDto })
  async read(@UuidId('order_id') orderId: string): Promise<ReservationDto> {
    const reservation = await readReservation(this.database, orderId);
    if (!reservation) throw reservationNotFound(orderId);
    return toDto(reservation);
  }

  @Post('commit')
  @HttpCode(200)
  @ApiOperation({ summary: 'Many paid orders at once: each gets an outcome of its own' })
  @ApiOkResponse({ type: CommitOutcomesDto })
  async commitAll(@Body() { order_ids }: CommitBatchDto): Promise<{ results: CommitOutcome[] }> {
    return { results: (await this.commits.commit(order_ids)).outcomes };
  }

  @Post(':order_id/commit')
  @HttpCode(200)
  @ApiOperation({ summary: 'The order is paid: the held pieces leave the stock' })
  @ApiOkResponse({ type: ReservationDto })
  async commit(@UuidId('order_id') orderId: string): Promise<ReservationDto> {
    const [{ outcome, state }] = (await this.commits.commit([orderId])).outcomes as [CommitOutcome];
    if (outcome === 'over') throw reservationOver(orderId, state!);
    return this.read(orderId);
  }

  @Post(':order_id/release')
  @HttpCode(200)
  @ApiOperation({
    summary: 'The order is off: held pieces are free again, a late reservation is refused',
  })
  @ApiOkResponse({ type: ReservationDto })
  async release(@UuidId('order_id') orderId: string): Promise<ReservationDto> {
    return toDto((await this.frees.release(orderId)).reservations[0]!);
  }
}

function toDto(reservation: Reservation): ReservationDto {
  return {
    reservation_id: reservation.id,
    order_id: reservation.order_id,
    state: reservation.state,
    expires_at: reservation.expires_at.toISOString(),
    lines: reservation.lines,
  };
}
