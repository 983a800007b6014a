import { ApiProperty } from '@nestjs/swagger';
import { EnumField, PageQuery } from '@tandem/http';
import { INBOX_SOURCES, type InboxSource } from './sources.js';

const INBOX_STATES = ['received', 'applied', 'refused', 'given_up'] as const;
type InboxState = (typeof INBOX_STATES)[number];

/** Which notifications to list. */
export class InboxQuery extends PageQuery {
  @EnumField(INBOX_SOURCES, { optional: true, description: 'Only those of this source.' })
  source?: InboxSource;

  @EnumField(INBOX_STATES, { optional: true, description: 'Only those that stand so.' })
  state?: InboxState;
}

/** A notification of an outside system as staff see it. */
export class NotificationView {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ enum: INBOX_SOURCES }) source!: InboxSource;
  @ApiProperty({ example: 'order.status_changed' }) event_type!: string;
  @ApiProperty({ description: 'The payment of ours, or the order at G2A, that it is about.' })
  subject!: string;
  @ApiProperty({ enum: INBOX_STATES, description: '`received`: not dealt with yet.' })
  state!: InboxState;
  @ApiProperty({ format: 'date-time' }) received_at!: Date;
  @ApiProperty({ type: 'integer', description: 'How often the same one came.' })
  times_received!: number;
  @ApiProperty({ type: String, format: 'date-time', nullable: true }) processed_at!: Date | null;
  @ApiProperty({
    type: String,
    nullable: true,
    description: 'Why it waits or ended so, as a code.',
    example: 'order_unknown',
  })
  last_error!: string | null;
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'What it said, without its signature. Only what it is about is believed.',
  })
  payload!: Record<string, string>;
}

export class InboxPage {
  @ApiProperty({ type: [NotificationView] }) items!: NotificationView[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
}

export class ReplayedDto {
  @ApiProperty({ type: 'integer' }) id!: number;
  @ApiProperty({ enum: ['received'] }) state!: 'received';
}
