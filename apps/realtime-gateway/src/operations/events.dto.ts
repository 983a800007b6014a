import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery, QueryInstantField, TextField } from '@tandem/http';

/** Which events of the log to list. */
export class EventsQuery extends PageQuery {
  @TextField({
    min: 1,
    max: 120,
    optional: true,
    description: 'Kafka topic',
    example: 'tandem.inventory.stock',
  })
  topic?: string;

  @TextField({
    min: 1,
    max: 120,
    optional: true,
    description: 'Event type',
    example: 'stock.updated',
  })
  type?: string;

  @TextField({ min: 1, max: 120, optional: true, description: 'Aggregate id, e.g. a part’s' })
  subject?: string;

  @QueryInstantField({ optional: true, description: 'Only changes from this time on' })
  from?: Date;
}

/** One event as staff see it. */
export class EventView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({ example: 'stock.updated' }) type!: string;
  @ApiProperty({ example: 'tandem.inventory.stock' }) topic!: string;
  @ApiProperty({ description: 'Aggregate id' }) subject!: string;
  @ApiProperty({ type: Number, nullable: true }) part_id!: number | null;
  @ApiProperty({ type: Number, nullable: true }) version!: number | null;
  @ApiProperty({ type: Object, additionalProperties: true }) data!: Record<string, unknown>;
  @ApiProperty({ format: 'date-time', description: 'Commit time of the change' })
  timestamp!: string;
  @ApiProperty({ type: String, nullable: true }) correlation_id!: string | null;
  @ApiProperty({ description: 'A newer version was known when the event arrived' })
  superseded!: boolean;
}

export class EventsPage {
  @ApiProperty({ type: [EventView] }) items!: EventView[];
  @ApiPropertyOptional({ type: String, nullable: true }) next_cursor!: string | null;
}
