import { ApiProperty } from '@nestjs/swagger';
import type { HandledTypesAnswer, ReplayResult } from '@tandem/contracts';
import { ObjectListField, TextField, TimeField, UuidField } from '@tandem/http';
import type { PastEvent } from './event-replay.js';

/** How many events are handed over at once. */
export const MOST_REPLAYED_AT_ONCE = 50;

class PastEventDto implements PastEvent {
  @UuidField() id!: string;
  @TextField({ text: 'machine', min: 1, max: 120 }) type!: string;
  @TextField({ text: 'machine', min: 1, max: 120 }) topic!: string;
  @TextField({ text: 'machine', max: 200 }) subject!: string;
  @TimeField() time!: string;
  @TextField({ text: 'machine', max: 200, nullable: true }) correlation_id!: string | null;
  @TextField({ text: 'machine', min: 2, max: 900_000 }) data!: string;
}

export class ReplayDto {
  @UuidField() replay_id!: string;

  @ObjectListField(() => PastEventDto, { minItems: 1, maxItems: MOST_REPLAYED_AT_ONCE })
  events!: PastEventDto[];
}

export class ReplayResultDto implements ReplayResult {
  @ApiProperty({ type: 'integer' }) handled!: number;
  @ApiProperty({ type: 'integer', description: 'Handled before, for this very replay.' })
  repeated!: number;
  @ApiProperty({ type: 'integer', description: 'Of types that this service does not handle.' })
  ignored!: number;
}

class HandledTypeDto {
  @ApiProperty() type!: string;
  @ApiProperty() again!: boolean;
  @ApiProperty({ type: String, nullable: true }) reason!: string | null;
}

export class HandledTypesDto implements HandledTypesAnswer {
  @ApiProperty({ type: [HandledTypeDto] }) items!: HandledTypeDto[];
}
