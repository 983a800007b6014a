import { EnumField, IntField, ObjectListField, TimeField, UuidField } from '@tandem/http';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsUUID } from 'class-validator';

export class ReservationLineDto {
  @IntField({ min: 1 })
  part_id!: number;

  @IntField({ min: 1, max: 1_000_000 })
  quantity!: number;
}

export class ReserveDto {
  @UuidField({ description: 'Makes the call idempotent: one reservation an order.' })
  order_id!: string;

  @ObjectListField(() => ReservationLineDto, { minItems: 1, maxItems: 200 })
  lines!: ReservationLineDto[];

  @IntField({ min: 1, max: 86_400, optional: true, description: 'How long to hold the stock.' })
  ttl_seconds?: number;
}

export class ReservationDto {
  @UuidField()
  reservation_id!: string;

  @UuidField()
  order_id!: string;

  @EnumField(['held', 'committed', 'released', 'expired'])
  state!: string;

  @TimeField()
  expires_at!: string;

  @ObjectListField(() => ReservationLineDto)
  lines!: ReservationLineDto[];
}

export class CommitBatchDto {
  @ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: 200 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsUUID(undefined, { each: true })
  order_ids!: string[];
}

export class CommitOutcomeDto {
  @UuidField()
  order_id!: string;

  @EnumField(['committed', 'not_found', 'over'])
  outcome!: string;

  @EnumField(['released', 'expired'], { optional: true, description: 'How it ended, when over.' })
  state?: string;
}

export class CommitOutcomesDto {
  @ObjectListField(() => CommitOutcomeDto)
  results!: CommitOutcomeDto[];
}
