import { ApiProperty, OmitType } from '@nestjs/swagger';
import { SYNC_KINDS, type SyncKind } from '@tandem/contracts';
import {
  BoolField,
  EnumField,
  IntField,
  PageQuery,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';

const STATUSES = ['running', 'completed', 'failed'] as const;

/** Which runs to list. */
export class RunsQuery extends PageQuery {
  @EnumField(SYNC_KINDS, { optional: true, description: 'Only those of this kind.' })
  kind?: SyncKind;
}

/** Which runs a file has. */
export class RunFilterQuery extends OmitType(RunsQuery, ['cursor', 'limit'] as const) {}

export class StartCatalogueRunDto {
  @BoolField({
    optional: true,
    description: 'Reads every product and not only what has changed; default false.',
  })
  full?: boolean;
}

export class StartedRunDto {
  @UuidField() run_id!: string;
}

export class RunView {
  @UuidField() id!: string;
  @EnumField(SYNC_KINDS, { name: 'SyncKind' }) kind!: SyncKind;
  @EnumField(STATUSES, { name: 'SyncRunStatus' }) status!: (typeof STATUSES)[number];
  @IntField() processed!: number;
  @IntField({ nullable: true, description: 'As far as the outside has told.' })
  total!: number | null;
  @IntField({ description: 'Things that could not be done.' }) failed!: number;
  @TextField({ nullable: true, description: 'Why the run failed; a code.' })
  reason!: string | null;
  @IntField({ min: 1 }) version!: number;
  @TimeField() started_at!: string;
  @TimeField({ nullable: true }) finished_at!: string | null;
  @UuidField({ nullable: true, description: 'Who started it; null when the clock did.' })
  started_by!: string | null;
}

export class RunErrorView {
  @IntField({ min: 1 }) n!: number;
  @TextField({ description: 'The product or the SKU.' }) subject!: string;
  @TextField({ description: 'A code.' }) reason!: string;
  @TimeField() at!: string;
}

export class RunDetail extends RunView {
  @ApiProperty({ type: [RunErrorView], description: 'The first hundred.' })
  errors!: RunErrorView[];
}

export class RunPageDto {
  @ApiProperty({ type: [RunView] }) items!: RunView[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
}
