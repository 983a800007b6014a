import { ApiProperty } from '@nestjs/swagger';
import { EnumField, PageQuery, TextField, TimeField, UuidField } from '@tandem/http';

const STATES = ['open', 'closed'] as const;
const KINDS = [
  'alert_fired',
  'alert_ended',
  'health',
  'note',
  'action',
  'public',
  'closed',
] as const;
const KINDS_OF_PEOPLE = ['note', 'action', 'public'] as const;
const MOST_TITLE = 200;
const MOST_SAID = 1_000;

export class ListIncidentsQuery extends PageQuery {
  @EnumField(STATES, { optional: true, description: 'Default: all.' })
  state?: (typeof STATES)[number];
}

export class OpenIncidentDto {
  @TextField({ min: 1, max: MOST_TITLE, example: 'Payments are slow', description: 'For staff.' })
  title!: string;
}

export class AddEntryDto {
  @EnumField(KINDS_OF_PEOPLE, {
    name: 'NewIncidentEntryKind',
    description: 'What is seen or thought, what was done, or what the public reads.',
  })
  kind!: (typeof KINDS_OF_PEOPLE)[number];

  @TextField({ text: 'paragraphs', min: 1, max: MOST_SAID })
  said!: string;

  @TextField({
    min: 1,
    max: MOST_TITLE,
    optional: true,
    example: 'Payments take longer than usual',
    description:
      'What the public reads above it; needed with the first public entry, and another one replaces it.',
  })
  public_title?: string;
}

export class CloseIncidentDto {
  @TextField({
    text: 'paragraphs',
    min: 1,
    max: MOST_SAID,
    description: 'How it ended, for staff.',
  })
  said!: string;
}

export class Incident {
  @UuidField() id!: string;
  @TextField({ description: 'For staff.' }) title!: string;
  @TextField({ nullable: true, description: 'What the public reads; null: nothing of it.' })
  public_title!: string | null;
  @TimeField() opened_at!: string;
  @TextField({ nullable: true, description: 'Null: an alert opened it.' })
  opened_by_name!: string | null;
  @TimeField({ nullable: true }) closed_at!: string | null;
  @TextField({ nullable: true }) closed_by_name!: string | null;
}

export class IncidentPage {
  @ApiProperty({ type: [Incident] }) items!: Incident[];
  @TextField({ nullable: true }) next_cursor!: string | null;
}

export class IncidentEntry {
  @UuidField() id!: string;
  @EnumField(KINDS, { name: 'IncidentEntryKind' }) kind!: (typeof KINDS)[number];
  @TextField({ text: 'paragraphs', max: MOST_SAID }) said!: string;
  @TimeField() at!: string;
  @TextField({ nullable: true, description: 'Null: nobody, it was put down by itself.' })
  by_name!: string | null;
  @TimeField({ nullable: true, description: 'When it was taken off the public page.' })
  hidden_at!: string | null;
  @TextField({ nullable: true }) hidden_by_name!: string | null;
}

/** An incident with its timeline. */
export class IncidentDetail extends Incident {
  @ApiProperty({ type: [IncidentEntry], description: 'Oldest first; 500 at most.' })
  entries!: IncidentEntry[];
}
