import { ApiProperty } from '@nestjs/swagger';
import { QueryInstantField, TextField } from '@tandem/http';
import { OPERATIONS, type Operation } from '../audit/audit.dto.js';

/** Which changes to count. */
export class AuditReportQuery {
  @QueryInstantField({ optional: true, description: 'Default: seven days before `to`.' })
  from?: Date;

  @QueryInstantField({ optional: true, description: 'Default: now.' })
  to?: Date;

  @TextField({
    min: 1,
    max: 254,
    optional: true,
    description: 'Only those of one person, by id or e-mail address; `system`: of no person.',
  })
  changed_by?: string;

  @TextField({ min: 1, max: 63, optional: true, description: 'Only those of one table.' })
  table?: string;
}

/** How often somebody did one thing to the rows of one table. */
export class AuditReportLine {
  @ApiProperty({ type: String, format: 'uuid', nullable: true }) changed_by!: string | null;
  @ApiProperty({ type: String, nullable: true }) changed_by_email!: string | null;
  @ApiProperty() table_schema!: string;
  @ApiProperty() table_name!: string;
  @ApiProperty({ enum: OPERATIONS }) operation!: Operation;
  @ApiProperty({ type: 'integer' }) changes!: number;
  @ApiProperty({ format: 'date-time' }) last_changed_at!: string;
}

export class AuditReport {
  @ApiProperty({ type: [AuditReportLine], description: 'Most changes first.' })
  items!: AuditReportLine[];
  @ApiProperty({ format: 'date-time' }) from!: string;
  @ApiProperty({ format: 'date-time' }) to!: string;
  @ApiProperty({
    format: 'date-time',
    description: 'From when on all changes are counted: `from`, or later when there are too many.',
  })
  counted_from!: string;
}
