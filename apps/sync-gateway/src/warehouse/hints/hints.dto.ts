import { ApiProperty } from '@nestjs/swagger';
import { EnumField, TextField } from '@tandem/http';
import { ArrayMaxSize, IsArray, Matches } from 'class-validator';

/** The warehouse's format is ours. */
export class StockHintDto {
  @TextField({ min: 1, max: 100, text: 'machine', description: 'The same for the same event.' })
  event_id!: string;

  @EnumField(['stock.changed'])
  type!: 'stock.changed';

  @ApiProperty({ type: [String], maxItems: 1_000, description: 'What changed; not looked at.' })
  @IsArray()
  @ArrayMaxSize(1_000)
  @Matches(/^[^\p{Cc}]{1,100}$/u, { each: true, message: 'must be SKUs' })
  skus!: string[];
}
