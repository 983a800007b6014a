import { ApiProperty } from '@nestjs/swagger';
import { EnumField, IntField, PageQuery, TextField, TimeField, UuidField } from '@tandem/http';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsUUID,
  ValidateIf,
} from 'class-validator';
import { CHECK_NAMES } from './check-names.js';

const STATES = ['open', 'repaired', 'gone'] as const;
const RUN_STATES = ['running', 'completed', 'failed'] as const;
const REPAIRS = ['itself', 'button', 'none'] as const;
const RESULTS = ['repaired', 'no_repair', 'not_found'] as const;
const MOST_REPAIRED = 100;

/** Which differences to list. */
export class ReportQuery extends PageQuery {
  @EnumField(STATES, { optional: true, description: 'Only those in this state; default open.' })
  state?: (typeof STATES)[number];

  @EnumField(CHECK_NAMES, { optional: true, description: 'Only those of this check.' })
  check?: string;
}

export class StartCheckDto {
  @ApiProperty({ enum: CHECK_NAMES, isArray: true, required: false, description: 'Default: all.' })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(CHECK_NAMES.length)
  @ArrayUnique()
  @IsIn(CHECK_NAMES, { each: true, message: 'each must be the name of a check' })
  checks?: string[];
}

export class StartedCheckDto {
  @UuidField() run_id!: string;
}

export class RepairDto {
  @ApiProperty({
    type: [String],
    format: 'uuid',
    required: false,
    minItems: 1,
    maxItems: MOST_REPAIRED,
  })
  @ValidateIf((_, value) => value !== undefined)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_REPAIRED)
  @IsUUID('loose', { each: true })
  difference_ids?: string[];

  @EnumField(CHECK_NAMES, {
    optional: true,
    description: 'The oldest hundred open differences of this check, in place of their ids.',
  })
  check?: string;
}

export class RepairOutcomeView {
  @UuidField() id!: string;
  @EnumField(RESULTS, { name: 'RepairResult' }) result!: (typeof RESULTS)[number];
  @TextField({
    nullable: true,
    description: 'What was done, where that is not the same each time.',
  })
  said!: string | null;
}

export class RepairOutcomesDto {
  @ApiProperty({ type: [RepairOutcomeView] }) items!: RepairOutcomeView[];
}

export class RunView {
  @UuidField() id!: string;
  @EnumField(RUN_STATES, { name: 'ConsistencyRunState' }) state!: (typeof RUN_STATES)[number];
  @IntField({ description: 'How many checks it has.' }) checks!: number;
  @TextField({ nullable: true, description: 'The check that is under way.' })
  current_check!: string | null;
  @IntField({ description: 'Records looked at until now.' }) looked_at!: number;
  @IntField({ description: 'Differences found until now.' }) found!: number;
  @TextField({ nullable: true, description: 'Who started it; null when the clock did.' })
  started_by_name!: string | null;
  @TimeField() started_at!: string;
  @TimeField({ nullable: true }) finished_at!: string | null;
}

export class CheckView {
  @TextField() name!: string;
  @TextField({ description: 'What a difference means.' }) says!: string;
  @EnumField(REPAIRS, {
    name: 'ConsistencyRepair',
    description: 'How a difference is mended: by the check itself, with the button, or by hand.',
  })
  repair!: (typeof REPAIRS)[number];
  @TextField({
    nullable: true,
    description: 'What a person is asked before the button repairs one.',
  })
  asks!: string | null;
  @TimeField({ nullable: true }) checked_at!: string | null;
  @IntField({ description: 'Records that it looked at last time.' }) looked_at!: number;
  @IntField({ description: 'Open differences.' }) open!: number;
}

export class DifferenceView {
  @UuidField() id!: string;
  @TextField() check!: string;
  @TextField({ description: 'What kind of record it is about.' }) about!: string;
  @TextField({ description: 'The record’s id.' }) record!: string;
  @TextField({ nullable: true, description: 'What the record has.' }) has!: string | null;
  @TextField({ nullable: true, description: 'What is due by its owner.' }) due!: string | null;
  @EnumField(STATES, { name: 'DifferenceState' }) state!: (typeof STATES)[number];
  @TimeField() found_at!: string;
  @TimeField({ nullable: true, description: 'When it was repaired, or was gone.' })
  settled_at!: string | null;
  @TextField({ nullable: true, description: 'Who repaired it.' })
  repaired_by_name!: string | null;
}

export class ReportDto {
  @ApiProperty({ type: RunView, nullable: true, description: 'The newest run.' })
  run!: RunView | null;
  @ApiProperty({ type: [CheckView] }) checks!: CheckView[];
  @ApiProperty({ type: [DifferenceView], description: 'Newest first.' }) items!: DifferenceView[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
}
