import { ApiProperty } from '@nestjs/swagger';
import { EnumField, PageQuery, TimeField } from '@tandem/http';

const DELIVERY_STATES = ['waiting', 'delivered', 'failed'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export class DeliveriesQuery extends PageQuery {
  @EnumField(DELIVERY_STATES, { optional: true, name: 'WebhookDeliveryState' })
  state?: DeliveryState;
}

export class ResendFailedDto {
  @TimeField({ description: 'Failed messages of changes from this time on are sent again.' })
  since!: string;
}

export class AttemptView {
  @ApiProperty({ format: 'date-time' }) at!: string;
  @ApiProperty({ type: Number, nullable: true, description: 'Null: there was no answer.' })
  status!: number | null;
  @ApiProperty() duration_ms!: number;
  @ApiProperty({ type: String, nullable: true }) error!: string | null;
  @ApiProperty({ type: String, nullable: true, description: 'The first bytes of the answer.' })
  answer!: string | null;
}

export class DeliveryView {
  @ApiProperty({ format: 'uuid' }) id!: string;
  @ApiProperty({
    format: 'uuid',
    description: '`webhook-id`: the same in every try, and when it is sent again.',
  })
  message_id!: string;
  @ApiProperty({ example: 'price.updated' }) type!: string;
  @ApiProperty({ description: 'What is sent, as JSON text.' }) body!: string;
  @ApiProperty({ enum: DELIVERY_STATES, enumName: 'WebhookDeliveryState' }) state!: DeliveryState;
  @ApiProperty({ format: 'date-time' }) created_at!: string;
  @ApiProperty({
    type: String,
    format: 'date-time',
    nullable: true,
    description: 'When it is sent next; null when it is not.',
  })
  due_at!: string | null;
  @ApiProperty({ type: [AttemptView], description: 'The newest twenty tries, newest first.' })
  attempts!: AttemptView[];
}

export class DeliveriesPage {
  @ApiProperty({ type: [DeliveryView] }) items!: DeliveryView[];
  @ApiProperty({ type: String, nullable: true }) next_cursor!: string | null;
}

export class QueuedDto {
  @ApiProperty({ description: 'How many messages are on their way.' }) queued!: number;
}
