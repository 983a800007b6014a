import { ApiProperty } from '@nestjs/swagger';
import { SERVICE_NAMES } from '@tandem/config';
import { BoolField, EnumField, PageQuery, TextField } from '@tandem/http';
import { OwnDeadLetterDto } from '@tandem/messaging';

/** Which dead letters to list. */
export class DeadLettersQuery extends PageQuery {
  @BoolField({
    optional: true,
    query: true,
    description: 'Includes messages that were handled after all or discarded.',
  })
  include_resolved?: boolean;

  @EnumField(SERVICE_NAMES, { optional: true, description: 'Only those of this service.' })
  service?: string;
}

/** A message that a service gave up on. */
export class DeadLetterView extends OwnDeadLetterDto {
  @ApiProperty({ description: 'The service that gave up on the message.' }) service!: string;
}

export class DiscardDeadLetterDto {
  @TextField({
    text: 'paragraphs',
    min: 1,
    max: 500,
    description: 'Why nobody will handle it. It is kept with the message.',
  })
  reason!: string;
}

export class DeadLettersPage {
  @ApiProperty({ type: [DeadLetterView] }) items!: DeadLetterView[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
  @ApiProperty({
    type: [String],
    description: 'The services that did not answer. Their entries are missing.',
  })
  unavailable!: string[];
}
