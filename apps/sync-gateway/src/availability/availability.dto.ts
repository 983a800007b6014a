import { ApiProperty } from '@nestjs/swagger';
import { STOCK_SOURCES, type StockSource } from '@tandem/contracts';
import { EnumField, IntField, TimeField } from '@tandem/http';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, Max, Min } from 'class-validator';

export class AvailabilityQueryDto {
  @ApiProperty({ type: [Number], minItems: 1, maxItems: 200 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(200)
  @IsInt({ each: true })
  @Min(1, { each: true })
  @Max(2_147_483_647, { each: true })
  part_ids!: number[];
}

export class AvailabilityDto {
  @IntField()
  part_id!: number;

  @EnumField([...STOCK_SOURCES])
  source!: StockSource;

  @IntField({ nullable: true, description: 'Null: the outside did not say so in time.' })
  quantity!: number | null;

  @TimeField()
  as_of!: string;
}

export class AvailabilityListDto {
  @ApiProperty({ type: [AvailabilityDto] })
  items!: AvailabilityDto[];
}
