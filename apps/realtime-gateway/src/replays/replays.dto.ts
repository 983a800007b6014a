import { ApiProperty } from '@nestjs/swagger';
import { SERVICE_NAMES, type ServiceName } from '@tandem/config';
import {
  BoolField,
  EnumField,
  IntField,
  QueryInstantField,
  TextField,
  UuidField,
} from '@tandem/http';
import type { EventRange } from './event-range.js';

/** More are handed over in several replays, so that each has an end that can be waited for. */
export const MOST_REPLAYED = 10_000;
const REPLAY_STATES = ['running', 'completed', 'failed', 'cancelled'] as const;
export type ReplayState = (typeof REPLAY_STATES)[number];

/** Which events to hand over once more, and to whom. */
export class ReplayEventsDto implements EventRange {
  @TextField({ text: 'machine', min: 1, max: 120, optional: true, description: 'The Kafka topic.' })
  topic?: string;

  @TextField({ text: 'machine', min: 1, max: 120, optional: true, description: 'The event type.' })
  type?: string;

  @TextField({
    text: 'machine',
    min: 1,
    max: 120,
    optional: true,
    description: 'The aggregate’s id, e.g. of a part.',
  })
  subject?: string;

  @QueryInstantField({ optional: true, description: 'Only changes from this time on.' })
  from?: Date;

  @QueryInstantField({ optional: true, description: 'Only changes before this time.' })
  to?: Date;

  @UuidField({ optional: true, description: 'Only this event and those after it.' })
  from_event?: string;

  @UuidField({ optional: true, description: 'Only this event and those before it.' })
  to_event?: string;

  @EnumField(SERVICE_NAMES, {
    optional: true,
    description: 'The service whose consumer group gets them. Either this or `debug_topic`.',
  })
  group?: ServiceName;

  @TextField({
    text: 'machine',
    optional: true,
    max: 53,
    pattern: /^tandem\.debug\.[a-z0-9-]{1,40}$/,
    patternMessage: 'must be tandem.debug. and 1 to 40 small letters, digits or dashes',
    description: 'The topic that gets them, for somebody who reads it.',
  })
  debug_topic?: string;

  @BoolField({ optional: true, description: 'Default true: says what would be handed over.' })
  dry_run?: boolean;

  @IntField({
    min: 1,
    max: MOST_REPLAYED,
    optional: true,
    description: 'How many a dry run has told of. Needed where it is not one.',
  })
  events?: number;
}

export class ReplayedTypeDto {
  @ApiProperty({ example: 'stock.updated' }) type!: string;
  @ApiProperty({ type: 'integer' }) events!: number;
  @ApiProperty({ description: 'Whether the group handles them at all.' }) handled!: boolean;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why the group must not handle them once more.',
  })
  refused!: string | null;
}

/** What would be handed over. */
export class ReplayPreviewDto {
  @ApiProperty({ type: 'integer' }) events!: number;
  @ApiProperty({ type: [ReplayedTypeDto] }) types!: ReplayedTypeDto[];
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) oldest!: string | null;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) newest!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Why it can’t be done.' })
  refused!: string | null;
}

export class ReplayView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ enum: REPLAY_STATES, enumName: 'ReplayState' }) state!: ReplayState;
  @ApiProperty({ type: String, nullable: true }) group!: string | null;
  @ApiProperty({ type: String, nullable: true }) debug_topic!: string | null;
  @ApiProperty({ type: String, nullable: true }) topic!: string | null;
  @ApiProperty({ type: String, nullable: true }) type!: string | null;
  @ApiProperty({ type: String, nullable: true }) subject!: string | null;
  @ApiProperty({ type: 'integer' }) events!: number;
  @ApiProperty({ type: 'integer', description: 'Handed over.' }) done!: number;
  @ApiProperty({ type: 'integer', description: 'Of those, handled.' }) handled!: number;
  @ApiProperty({ type: String, nullable: true }) error!: string | null;
  @ApiProperty() started_by_name!: string;
  @ApiProperty({ format: 'date-time' }) started_at!: string;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) finished_at!: string | null;
}

/** What a dry run says, or the replay that has begun. */
export class ReplayAnswerDto {
  @ApiProperty({ type: ReplayPreviewDto }) preview!: ReplayPreviewDto;
  @ApiProperty({ type: ReplayView, nullable: true, description: 'Null after a dry run.' })
  replay!: ReplayView | null;
}

export class ReplaysDto {
  @ApiProperty({ type: [ReplayView] }) items!: ReplayView[];
}
