import { ApiProperty } from '@nestjs/swagger';
import {
  BoolField,
  EnumField,
  IntField,
  ObjectListField,
  PageQuery,
  TextField,
  TimeField,
  UuidField,
} from '@tandem/http';
import { IMPORT_FIELDS, type ImportField } from './import-fields.js';

const IMPORT_STATUSES = [
  'uploading',
  'queued',
  'running',
  'completed',
  'cancelled',
  'failed',
] as const;
export type ImportStatus = (typeof IMPORT_STATUSES)[number];

export class ImportsQuery extends PageQuery {}

export class StartImportQuery {
  @BoolField({
    optional: true,
    query: true,
    description: 'Checks every row and changes nothing.',
  })
  dry_run?: boolean;
}

export class StartedImportDto {
  @UuidField() import_id!: string;
}

export class ImportColumnDto {
  @TextField({ max: 200, description: 'As the file calls it.' }) name!: string;
  @EnumField(IMPORT_FIELDS, {
    name: 'ImportField',
    nullable: true,
    description: 'The field that it is for; null: it is left out.',
  })
  field!: ImportField | null;
}

class PreviewColumnDto extends ImportColumnDto {
  @ApiProperty({ type: [String], description: 'What stands in it in the first rows.' })
  samples!: string[];
}

export class FilePreviewDto {
  @EnumField(['csv', 'jsonl'], { name: 'ImportFormat' }) format!: 'csv' | 'jsonl';
  @TextField({ nullable: true, max: 1 }) delimiter!: string | null;
  @ObjectListField(() => PreviewColumnDto, { maxItems: 200 }) columns!: PreviewColumnDto[];
}

export class ImportDto {
  @UuidField() id!: string;
  @EnumField(IMPORT_STATUSES, { name: 'ImportStatus' }) status!: ImportStatus;
  @BoolField() dry_run!: boolean;
  @TextField({ max: 255 }) file_name!: string;
  @EnumField(['csv', 'jsonl'], { name: 'ImportFormat' }) format!: 'csv' | 'jsonl';
  @ObjectListField(() => ImportColumnDto, { maxItems: 200 }) columns!: ImportColumnDto[];
  @IntField({ description: 'The size of the file.' }) total_bytes!: number;
  @IntField({ description: 'How much of it is taken in.' }) processed_bytes!: number;
  @IntField({ description: 'Rows taken in, whatever became of them.' }) processed!: number;
  @IntField() created!: number;
  @IntField() updated!: number;
  @IntField({ description: 'Rows that say what the part has already.' }) unchanged!: number;
  @IntField() failed!: number;
  @IntField({ description: 'Pictures that its rows name and that are still to be fetched.' })
  images_waiting!: number;
  @IntField({ description: 'Pictures that its rows name and that could not be had.' })
  images_failed!: number;
  @IntField({ description: 'Of how many failed rows the list of errors tells at most.' })
  most_errors_kept!: number;
  @TextField({ nullable: true, description: 'Why it ended early.' }) problem!: string | null;
  @BoolField({ description: 'False: the file and the list of errors have been deleted.' })
  has_file!: boolean;
  @UuidField({ nullable: true }) started_by!: string | null;
  @TextField({ nullable: true }) started_by_name!: string | null;
  @TimeField() created_at!: string;
  @TimeField({ nullable: true }) started_at!: string | null;
  @TimeField({ nullable: true }) finished_at!: string | null;
}

export class ImportPageDto {
  @ObjectListField(() => ImportDto) items!: ImportDto[];
  @TextField({ nullable: true }) next_cursor!: string | null;
}
