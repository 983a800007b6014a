import { ApiProperty } from '@nestjs/swagger';
import { EnumField, IntField, TextField, TimeField, UuidField } from '@tandem/http';
import { PAGES, SUBJECTS, type PageKind, type ReadOf } from './read-counts.js';

export class ReadsQuery {
  @IntField({
    optional: true,
    query: true,
    min: 1,
    max: 720,
    default: 24,
    description: 'Of so many hours until now.',
  })
  hours: number = 24;
}

class CountsView {
  @IntField({ description: 'Pages that were read after a change and compared.' }) checked!: number;
  @IntField({ description: 'Of these, pages that showed something older or contradicting.' })
  inconsistent!: number;
  @IntField({ description: 'Pages that were not read: too many changes, or no answer.' })
  skipped!: number;
}

export class DelayView extends CountsView {
  @IntField({ description: 'Seconds between the change and the read.' }) delay_s!: number;
  @EnumField(PAGES, { name: 'WatchedPage' }) page!: PageKind;
}

export class DisagreementView {
  @UuidField() id!: string;
  @TimeField() found_at!: string;
  @IntField() part_id!: number;
  @EnumField(PAGES, { name: 'WatchedPage' }) page!: PageKind;
  @EnumField(SUBJECTS, { name: 'WatchedSubject' }) subject!: ReadOf['subject'];
  @IntField({ description: 'Seconds between the change and the read.' }) delay_s!: number;
  @TextField({ description: 'The field of the page that differed.' }) field!: string;
  @TextField({ description: 'What the page showed.' }) has!: string;
  @TextField({ description: 'What had been announced.' }) due!: string;
}

export class ReadsDto extends CountsView {
  @TimeField({ description: 'Since when it is counted.' }) since!: string;
  @ApiProperty({
    type: Number,
    nullable: true,
    minimum: 0,
    maximum: 1,
    description: 'Inconsistent of checked; null when nothing was checked.',
  })
  ratio!: number | null;
  @ApiProperty({ type: [DelayView] }) by_delay!: DelayView[];
  @ApiProperty({ type: [DisagreementView], description: 'The newest 20.' })
  newest!: DisagreementView[];
}
