import { ApiProperty } from '@nestjs/swagger';
import { BoolField, EnumField, IntField, TextField } from '@tandem/http';

const COUNT = { min: 0 };
const RATE = {
  type: Number,
  nullable: true,
  minimum: 0,
  maximum: 1,
  description: 'Share of the reads that the cache answered; null when there were none.',
} as const;

export class CacheKindDto {
  @TextField({ description: 'What was read: `part`, `game`, `stock`, `list`, …' }) kind!: string;
  @IntField({ ...COUNT, description: 'Reads of the last hour.' }) reads_last_hour!: number;
  @ApiProperty(RATE) hit_rate_last_hour!: number | null;
  @IntField({ ...COUNT, description: 'Reads of the last 24 hours.' }) reads_last_day!: number;
  @ApiProperty(RATE) hit_rate_last_day!: number | null;
}

const POPULAR_KINDS = ['part', 'game', 'list'] as const;

export class PopularReadDto {
  @EnumField(POPULAR_KINDS) kind!: (typeof POPULAR_KINDS)[number];
  @IntField({ nullable: true }) part_id!: number | null;
  @TextField({ nullable: true, description: 'The name of the part, unless it is gone.' })
  part_name!: string | null;
  @ApiProperty({
    type: Object,
    additionalProperties: true,
    nullable: true,
    description: 'The filters of the list, as shoppers ask for them.',
  })
  filters!: Record<string, unknown> | null;
  @IntField({ ...COUNT, description: 'Reads; one of a day ago counts half.' }) reads!: number;
}

export class CacheDto {
  @EnumField(['redis', 'memory']) store!: 'redis' | 'memory';
  @BoolField({
    description: 'False while the cache is away or in doubt, and the database is read.',
  })
  is_used!: boolean;
  @IntField({ ...COUNT, description: 'Changes that the cache has not been told of yet.' })
  pending_invalidations!: number;
  @ApiProperty({ type: [CacheKindDto] }) kinds!: CacheKindDto[];
  @ApiProperty({ type: [PopularReadDto], description: 'The 20 that shoppers read most.' })
  popular!: PopularReadDto[];
}
