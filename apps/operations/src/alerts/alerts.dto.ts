import { ApiProperty } from '@nestjs/swagger';
import { EnumField, PageQuery, TextField, TimeField, UuidField } from '@tandem/http';

const STATES = ['open', 'past'] as const;
const SEVERITIES = ['critical', 'warning'] as const;

export class ListAlertsQuery extends PageQuery {
  @EnumField(STATES, { optional: true, description: 'Default open.' })
  state?: (typeof STATES)[number];
}

export class StaffAlert {
  @UuidField() id!: string;
  @TextField({ description: 'The name of its rule.' }) name!: string;
  @EnumField(SEVERITIES, { name: 'StaffAlertSeverity' })
  severity!: (typeof SEVERITIES)[number];
  @TextField({ description: 'What it is about, as `schema catalog`.' }) about!: string;
  @TextField() summary!: string;
  @TextField() description!: string;
  @TextField({ nullable: true, description: 'Where it stands what to do.' })
  runbook!: string | null;
  @TimeField() starts_at!: string;
  @TimeField({ nullable: true }) ends_at!: string | null;
  @TimeField({ nullable: true }) acknowledged_at!: string | null;
  @TextField({ nullable: true }) acknowledged_by_name!: string | null;
}

export class StaffAlertPage {
  @ApiProperty({ type: [StaffAlert] }) items!: StaffAlert[];
  @TextField({ nullable: true }) next_cursor!: string | null;
}
