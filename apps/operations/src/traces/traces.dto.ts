import { ApiProperty } from '@nestjs/swagger';
import { SERVICE_NAMES } from '@tandem/config';
import {
  BoolField,
  EnumField,
  IntField,
  PageQuery,
  QueryInstantField,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';
import { REASONS, type Reason } from './trace-shape.js';

const KINDS = ['internal', 'server', 'client', 'producer', 'consumer'] as const;

export class TracesQuery extends PageQuery {
  @EnumField(SERVICE_NAMES, { optional: true, description: 'Only those that went through it.' })
  service?: string;

  @IntField({ optional: true, query: true, description: 'Only those that took so long.' })
  min_ms?: number;

  @BoolField({ optional: true, query: true, description: 'Only those in which something failed.' })
  failed?: boolean;

  @QueryInstantField({
    optional: true,
    description: 'Only those that began at this time or later.',
  })
  from?: Date;

  @QueryInstantField({ optional: true, description: 'Only those that began before this time.' })
  to?: Date;

  @TextField({
    text: 'machine',
    min: 1,
    max: 128,
    optional: true,
    description:
      'Only that of this request: the `x-correlation-id` of its answer, of a change on record or of a message.',
  })
  correlation_id?: string;
}

export class TraceSummary {
  @UuidField() id!: string;
  @TextField({ description: 'As `traceparent`, log lines and problems name it.' })
  trace_id!: string;
  @TimeField() started_at!: string;
  @ApiProperty({ description: 'From the begin of its first span to the end of its last.' })
  duration_ms!: number;
  @TextField({ description: 'What began it.', example: 'PUT /api/v1/admin/parts/:id/stock' })
  name!: string;
  @TextField({ description: 'Where it began.', example: 'inventory' }) service!: string;
  @ApiProperty({ type: [String], description: 'All that it went through.' }) services!: string[];
  @IntField() span_count!: number;
  @BoolField() failed!: boolean;
  @EnumField(REASONS, { name: 'TraceReason', description: 'Why it is kept.' }) reason!: Reason;
  @TextField({ nullable: true }) correlation_id!: string | null;
}

export class TraceSpan {
  @TextField() id!: string;
  @TextField({ nullable: true, description: 'It may not be among the spans.' })
  parent!: string | null;
  @TextField() service!: string;
  @TextField() name!: string;
  @EnumField(KINDS, { name: 'TraceSpanKind' }) kind!: (typeof KINDS)[number];
  @ApiProperty({ description: 'Milliseconds from the begin of the trace.' }) starts_ms!: number;
  @ApiProperty() takes_ms!: number;
  @BoolField() failed!: boolean;
  @TextField({ nullable: true }) error!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'What it says of itself, by OpenTelemetry’s names.',
  })
  about!: Record<string, string>;
}

export class Trace extends TraceSummary {
  @IntField({ description: 'Spans that there was no room for.' }) left_out!: number;
  @ApiProperty({ type: [TraceSpan], description: 'In the order in which they began.' })
  spans!: TraceSpan[];
}

export class TracePage {
  @ApiProperty({ type: [TraceSummary] }) items!: TraceSummary[];
  @TextField({ nullable: true }) next_cursor!: string | null;
}
