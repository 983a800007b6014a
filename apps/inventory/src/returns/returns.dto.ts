import { BoolField, ObjectListField, UuidField } from '@tandem/http';
import { ReservationLineDto } from '../reservations/reservations.dto.js';

export class ReturnDto {
  @UuidField({ description: 'Makes the call idempotent.' })
  return_id!: string;

  @UuidField()
  order_id!: string;

  @ObjectListField(() => ReservationLineDto, { minItems: 1, maxItems: 200 })
  lines!: ReservationLineDto[];
}

export class ReturnedDto extends ReturnDto {
  @BoolField({
    description: 'The goods were on the shelf already: this call repeats an earlier one.',
  })
  repeated!: boolean;
}
