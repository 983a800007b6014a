import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery, QueryInstantField, TextField } from '@tandem/http';

/** Which events of the log to list. */
export class EventsQuery extends PageQuery {
  @TextField({
    min: 1,
    max: 120,
    optional: true,
    description: 'The Kafka topic.',
    example: 'tandem.inventory.stock',
  })
  topic?: string;

  @TextField({
    min: 1,
    max: 120,
    optional: true,
    description: 'The event type.',
    example: 'stock.updated',
  })
  type?: string;

  @TextField({
    min: 1,
    max: 120,
    optional: true,
    description: 'The aggregate’s id, e.g. of a part.',
  })
  subject?: string;

  @QueryInstantField({ optional: true, description: 'Only changes from this time on.' })
  from?: Date;
}

/** One event as staff see it. */
export class EventView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'stock.updated' }) type!: string;
  @ApiProperty({ example: 'tandem.inventory.stock' }) topic!: string;
  @ApiProperty({ description: 'The aggregate’s id.' }) subject!: string;
  @ApiProperty({ type: Number, nullable: true }) part_id!: number | null;
  @ApiProperty({ type: Number, nullable: true }) version!: number | null;
  @ApiProperty({ type: Object, additionalProperties: true }) data!: Record<string, unknown>;
  @ApiProperty({ format: 'date-time', description: 'When the change was committed.' })
  timestamp!: string;
  @ApiProperty({ type: String, nullable: true }) correlation_id!: string | null;
  @ApiProperty({ description: 'True if a newer version was already known when the event arrived.' })
  superseded!: boolean;
}

export class EventsPage {
  @ApiProperty({ type: [EventView] }) items!: EventView[];
  @ApiPropertyOptional({ type: String, nullable: true }) next_cursor!: string | null;
}
