import { ApiProperty, OmitType } from '@nestjs/swagger';
import { EnumField, PageQuery, QueryInstantField, TextField } from '@tandem/http';

export const OPERATIONS = ['INSERT', 'UPDATE', 'DELETE'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** Which changes to list. */
export class AuditQuery extends PageQuery {
  @TextField({ min: 1, max: 63, optional: true, description: 'The table.', example: 'parts' })
  table?: string;

  @TextField({
    min: 1,
    max: 200,
    optional: true,
    description: 'The record. Without `table`, records of all tables that have this id.',
    example: '7',
  })
  record_id?: string;

  @EnumField(OPERATIONS, { optional: true })
  operation?: Operation;

  @TextField({
    min: 1,
    max: 254,
    optional: true,
    description:
      'Whose changes: the id of an account, its e-mail address, or `system` for those that no person made.',
    example: 'admin@tandem.test',
  })
  changed_by?: string;

  @QueryInstantField({ optional: true, description: 'Only changes from this time on.' })
  from?: Date;

  @QueryInstantField({ optional: true, description: 'Only changes before this time.' })
  to?: Date;

  @TextField({
    text: 'search',
    max: 200,
    optional: true,
    description:
      'Words that the values before or after hold, in any case; of three letters and more, also their beginnings.',
  })
  q?: string;
}

/** Which changes a file has. */
export class AuditFilterQuery extends OmitType(AuditQuery, ['cursor', 'limit'] as const) {}

/** One change of one row. */
export class AuditEntry {
  @ApiProperty({ type: 'string', example: '1042' }) id!: string;
  @ApiProperty({
    example: 'catalog',
    description: 'The schema of the service that owns the table.',
  })
  table_schema!: string;
  @ApiProperty({ example: 'parts' }) table_name!: string;
  @ApiProperty({ type: String, nullable: true, example: '7' }) record_id!: string | null;
  @ApiProperty({ enum: OPERATIONS }) operation!: Operation;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  old_values!: Record<string, unknown> | null;
  @ApiProperty({ type: 'object', additionalProperties: true, nullable: true })
  new_values!: Record<string, unknown> | null;
  @ApiProperty({
    type: String,
    format: 'uuid',
    nullable: true,
    description: 'Null when no person made the change.',
  })
  changed_by!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'Null too when the account is gone.' })
  changed_by_email!: string | null;
  @ApiProperty({ format: 'date-time' }) changed_at!: string;
  @ApiProperty({ type: String, nullable: true }) ip_address!: string | null;
  @ApiProperty({ type: String, nullable: true }) user_agent!: string | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Of the request that made the change: its trace can be found by it.',
  })
  correlation_id!: string | null;
}

export class AuditPage {
  @ApiProperty({ type: [AuditEntry] }) items!: AuditEntry[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
}
