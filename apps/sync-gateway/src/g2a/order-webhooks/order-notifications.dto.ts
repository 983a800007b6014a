import { EnumField, TextField, TimeField } from '@tandem/http';

/** G2A documents no notification for buyers, so this format is ours. */
export class OrderNotificationDto {
  @TextField({ min: 1, max: 100, text: 'machine', description: 'The same for the same event.' })
  event_id!: string;

  @EnumField(['order.status_changed'])
  type!: 'order.status_changed';

  @TextField({ pattern: /^[\w-]{1,100}$/, max: 100, description: 'The id of the order at G2A.' })
  order_id!: string;

  @TextField({ pattern: /^[a-z_]{1,40}$/, max: 40, example: 'complete' })
  status!: string;

  @TimeField()
  occurred_at!: string;
}
