import { ApiProperty } from '@nestjs/swagger';
import { DayField, EnumField, ObjectField, TextField } from '@tandem/http';
import { OPERATIONS, type Operation } from '../audit/audit.dto.js';

/** What narrows the audit log, as the panel asks for it. */
export class AuditFilters {
  @TextField({ min: 1, max: 63, optional: true, example: 'parts' })
  table?: string;

  @TextField({ min: 1, max: 200, optional: true })
  record_id?: string;

  @EnumField(OPERATIONS, { optional: true })
  operation?: Operation;

  @TextField({ min: 1, max: 254, optional: true })
  changed_by?: string;

  @DayField({ optional: true })
  from?: string;

  @DayField({ optional: true })
  to?: string;

  @TextField({ text: 'search', min: 1, max: 200, optional: true })
  q?: string;
}

export class SaveFilterDto {
  @TextField({ min: 1, max: 80, example: 'Prices, this month' })
  name!: string;

  @ObjectField(() => AuditFilters)
  filters!: AuditFilters;
}

export class SavedFilter {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty() name!: string;
  @ApiProperty({ type: AuditFilters }) filters!: AuditFilters;
}

export class SavedFilters {
  @ApiProperty({ type: [SavedFilter] }) items!: SavedFilter[];
}
