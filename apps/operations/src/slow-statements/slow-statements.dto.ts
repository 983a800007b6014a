import { ApiProperty } from '@nestjs/swagger';
import { SERVICE_NAMES } from '@tandem/config';
import { EnumField, IntField, PageQuery, TextField, TimeField, UuidField } from '@tandem/http';

export class SlowStatementsQuery extends PageQuery {
  @EnumField(SERVICE_NAMES, { optional: true, description: 'Only those of this service.' })
  service?: string;

  @IntField({ optional: true, query: true, description: 'Only those whose worst took so long.' })
  min_ms?: number;
}

/** A kind of statement of a service that took long. */
export class SlowStatement {
  @UuidField() id!: string;
  @TextField({ example: 'catalog' }) service!: string;
  @TextField({
    text: 'paragraphs',
    max: 4_000,
    description: 'Without the values that were asked for.',
  })
  text!: string;
  @IntField({ description: 'How often it was slow.', max: Number.MAX_SAFE_INTEGER }) times!: number;
  @IntField() worst_ms!: number;
  @TimeField() worst_at!: string;
  @TextField({ description: 'The trace of the slowest one, which may have been kept.' })
  worst_trace_id!: string;
  @TimeField() first_at!: string;
  @TimeField() last_at!: string;
  @ApiProperty({ type: [String], description: 'What to look at, by the plan.' }) advice!: string[];
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description:
      'How the server would go about it, whatever the values: the plan of `explain`. Null for what writes.',
  })
  plan!: Record<string, unknown> | null;
}

export class SlowStatementPage {
  @ApiProperty({ type: [SlowStatement] }) items!: SlowStatement[];
  @TextField({ nullable: true }) next_cursor!: string | null;
}
